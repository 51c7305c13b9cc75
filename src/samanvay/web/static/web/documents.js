/* What a person chose to send is listed before it is sent: a file that is too large costs nobody ten minutes. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.upload");
  if (!form) return;
  const list = form.querySelector(".chosen");
  const size = (bytes) => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString("en-IN")} kB`;
  const chosen = () => [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  form.addEventListener("change", () => {
    const files = chosen();
    list.replaceChildren(...files.map((file) => {
      const line = document.createElement("li");
      const isLarge = file.size > Number(form.dataset.largest);
      line.textContent = `${file.name}, ${size(file.size)}${isLarge ? `: ${form.dataset.tooLarge}` : ""}`;
      if (isLarge) line.className = "wrong";
      return line;
    }));
    if (files.reduce((sum, file) => sum + file.size, 0) > Number(form.dataset.together)) {
      const line = document.createElement("li");
      line.textContent = form.dataset.allTooLarge;
      line.className = "wrong";
      list.append(line);
    }
    list.hidden = !list.children.length;
  });
  form.addEventListener("submit", () => { form.querySelector(".sending").hidden = !chosen().length; });
});
