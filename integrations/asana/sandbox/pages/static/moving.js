// Cards and steps are dragged, or moved with Shift and an arrow key on their name.

import { hold, refresh, send } from "./talk.js";

const SHIFTS = { ArrowUp: "up", ArrowDown: "down" };
const SIDES = { ArrowLeft: "previousElementSibling", ArrowRight: "nextElementSibling" };

let dragged = null;
let release = null;
const mark = document.createElement("li");
mark.className = "mark";

document.addEventListener("keydown", async (event) => {
  const task = event.target.matches?.(".name") && event.target.closest("[data-task]");
  if (!task || !event.shiftKey) return;
  if (SHIFTS[event.key]) {
    event.preventDefault();
    await send(`/tasks/${task.dataset.task}/${SHIFTS[event.key]}`, {});
  } else if (SIDES[event.key] && task.matches(".card")) {
    event.preventDefault();
    const section = task.closest(".column")[SIDES[event.key]]?.dataset.section;
    if (section) await send(`/tasks/${task.dataset.task}/move`, { section });
  } else return;
  document.activeElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
});

// What the pointer is on can be dragged, unless that is a field: there it selects text.
document.addEventListener("pointerdown", (event) => {
  const isField = event.target.closest("input, select, textarea");
  let task = event.target.closest("[data-task]");
  while (task) {
    task.draggable = !isField;
    task = task.parentElement.closest("[data-task]");
  }
});

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-task]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector(".name").textContent);
  event.dataTransfer.setDragImage(dragged, 24, 16);
  release = hold();
  requestAnimationFrame(() => dragged?.classList.add("is-dragged"));
});

document.addEventListener("dragover", (event) => {
  const list = dragged && listBelow(event.target);
  if (!list) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  const next = others(list).find((one) => event.clientY < middle(one));
  list.insertBefore(mark, next ?? null);
});

document.addEventListener("drop", (event) => {
  if (!dragged || !mark.isConnected) return;
  event.preventDefault();
  const [task, list] = [dragged, mark.parentElement];
  const before = others(list).filter(
    (one) => one.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const isSamePlace = mark.previousElementSibling === task || mark.nextElementSibling === task;
  if (!isSamePlace) list.insertBefore(task, mark);
  end();
  if (!isSamePlace) drop(task, list, before.at(-1)?.dataset.task ?? "");
});

document.addEventListener("dragend", end);

// Where it may go: a step to another place in its list, and everything into a column.
function listBelow(target) {
  const steps = target.closest?.("[data-parent]");
  if (steps && steps === dragged.parentElement) return steps;
  return target.closest?.(".column")?.querySelector(".cards");
}

function others(list) {
  return [...list.children].filter((one) => one.dataset.task && one !== dragged);
}

function middle(one) {
  const box = one.getBoundingClientRect();
  return box.top + box.height / 2;
}

async function drop(task, list, after) {
  const section = list.closest(".column")?.dataset.section ?? "";
  const [gesture, fields] = list.dataset.parent
    ? ["order", { after }]
    : ["move", { section, after }];
  const isDone = await send(`/tasks/${task.dataset.task}/${gesture}`, fields);
  if (!isDone) await refresh().catch(() => {}); // what went wrong was said
}

function end() {
  mark.remove();
  dragged?.classList.remove("is-dragged");
  dragged = null;
  release?.();
  release = null;
}
