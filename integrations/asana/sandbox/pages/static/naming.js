// A name is edited where it stands: by its pen, or with F2 on it. Enter keeps, Escape leaves.

import { send } from "./talk.js";

document.addEventListener("click", (event) => {
  const pen = event.target.closest(".pen");
  if (pen) edit(pen.closest("[data-task]"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "F2" || !event.target.matches(".name")) return;
  event.preventDefault();
  edit(event.target.closest("[data-task]"));
});

function edit(task) {
  const link = task.querySelector(".name");
  const home = link.parentElement;
  if ("keep" in home.dataset) return;
  const field = document.createElement("input");
  field.className = "inline";
  field.value = link.textContent;
  field.maxLength = 1024;
  field.setAttribute("aria-label", "Name");
  home.dataset.keep = "";
  link.hidden = true;
  link.after(field);
  field.focus();
  field.select();
  let isOver = false;
  const end = async (isKept) => {
    if (isOver) return;
    isOver = true;
    const name = field.value.trim();
    const hadFocus = document.activeElement === field;
    field.remove();
    link.hidden = false;
    delete home.dataset.keep;
    if (hadFocus) link.focus();
    if (isKept && name && name !== link.textContent) {
      await send(`/tasks/${task.dataset.task}/rename`, { name });
    }
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" || event.key === "Escape") end(event.key === "Enter");
  });
  field.addEventListener("blur", () => end(true));
}
