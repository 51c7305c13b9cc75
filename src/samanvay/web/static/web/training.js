/* Where reading stopped is kept as the page is left, once; without scripts "Read" alone is kept. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const lesson = document.querySelector("[data-place]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!lesson || !token) return;
  const headings = [...lesson.querySelectorAll("h2[id], h3[id], h4[id]")];
  let kept = 0;
  const reached = () => headings.filter((each) => each.getBoundingClientRect().top < window.innerHeight * 0.6).length;
  const keep = () => {
    const section = reached();
    if (section <= kept) return;
    kept = section;
    const body = new URLSearchParams({ section: String(section), csrfmiddlewaretoken: token.value });
    fetch(lesson.dataset.place, { method: "POST", body, keepalive: true, credentials: "same-origin" }).catch(() => { kept = 0; });
  };
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && window.scrollY > 0) keep(); });
});
