/* A photograph that was chosen is shown before it is sent; it stays in this page. */
"use strict";
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches || !input.matches("input[type=file][data-preview]")) return;
  input.parentElement.querySelector("img.preview")?.remove();
  const file = input.files[0];
  if (!file || !file.type.startsWith("image/")) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const image = document.createElement("img");
    image.className = "preview";
    image.alt = file.name;
    image.src = reader.result;
    input.after(image);
  });
  reader.readAsDataURL(file);
});
