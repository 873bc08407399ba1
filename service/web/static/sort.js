// Sorting by keys and by dragging; everything here can be done with the forms, too.
"use strict";
{
  const GROUPS = { m: "mastered", r: "in_role", o: "outside" };
  const KEYS = { d: "[name=do][value=drop]", u: "form[action='/sort/undo'] button" };
  const LINKS = { ArrowDown: "skip", s: "skip", ArrowUp: "previous" };
  const byId = (id) => document.getElementById(id);

  const begin = () => {
    document.querySelectorAll(".keys").forEach((keys) => { keys.hidden = false; });
    document.querySelectorAll("[data-line], [data-goal]").forEach((one) => {
      one.draggable = true;
      one.querySelectorAll("a").forEach((link) => { link.draggable = false; });
    });
    const list = document.querySelector(".waits .column-lines");
    const now = list?.querySelector(".is-current");
    if (now) list.scrollTop = now.offsetTop - list.offsetTop - now.offsetHeight;
  };

  const choose = (group) => {
    const choice = byId(`g-${group}`);
    if (!choice) return;
    choice.checked = true;
    byId(group === "mastered" ? "f-evidence" : "f-how").focus();
  };

  const aside = (step) => {
    const groups = Object.values(GROUPS);
    const now = groups.findIndex((group) => byId(`g-${group}`)?.checked);
    const next = byId(`g-${groups[(Math.max(now, step > 0 ? -1 : 0) + step + 3) % 3]}`);
    if (next) {
      next.checked = true;
      next.focus();
    }
  };

  // Keys count while one is at the line, the lines that wait or the groups, and not in a field.
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || !at.closest?.("#sorting")) return;
    const isChoice = at.matches("input[type=radio]");
    if (!isChoice && at.matches("input:not([type=checkbox]), textarea, select")) return;
    const isArrow = event.key.startsWith("Arrow");
    if (isArrow && (isChoice || at.matches("ol"))) return;
    if (GROUPS[event.key]) choose(GROUPS[event.key]);
    else if (event.key === "a" && byId("else")) {
      byId("else").open = true;
      (byId("f-goal") ?? byId("else")).focus();
    } else if (KEYS[event.key]) document.querySelector(KEYS[event.key])?.click();
    else if (LINKS[event.key]) byId(LINKS[event.key])?.click();
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      aside(event.key === "ArrowRight" ? 1 : -1);
    } else return;
    event.preventDefault();
  });

  let dragged = null;
  const clear = () => {
    document.querySelectorAll(".is-over, .is-before, .is-after").forEach((one) => {
      one.classList.remove("is-over", "is-before", "is-after");
    });
  };

  // The goal before or after which something is dropped; none where the column is empty.
  const neighbour = (column, y) => {
    const goals = [...column.querySelectorAll("[data-goal]")].filter((one) => one !== dragged);
    const below = goals.find((one) => {
      const box = one.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    return below ? ["before", below] : goals.length ? ["after", goals.at(-1)] : [];
  };

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-goal], [data-line]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.line ?? dragged.textContent.trim());
    dragged.classList.add("is-dragged");
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    clear();
  });
  document.addEventListener("dragover", (event) => {
    const column = event.target.closest?.(".column[data-group]");
    clear();
    if (!dragged || !column) return;
    event.preventDefault();
    column.classList.add("is-over");
    if (dragged.dataset.goal) {
      const [where, goal] = neighbour(column, event.clientY);
      goal?.classList.add(`is-${where}`);
    }
  });
  document.addEventListener("drop", (event) => {
    const column = event.target.closest?.(".column[data-group]");
    if (!dragged || !column) return;
    event.preventDefault();
    const { group } = column.dataset;
    if (dragged.dataset.goal) arrange(group, neighbour(column, event.clientY));
    else sort(dragged.dataset.line, group);
  });

  const sort = (line, group) => {
    const button = byId("drop-line");
    button.form.elements.line.value = line;
    button.form.elements.group.value = group;
    button.form.requestSubmit(button);
  };
  const arrange = (group, [where, goal]) => {
    const button = byId("drop-goal");
    const { elements } = button.form;
    elements.goal.value = dragged.dataset.goal;
    elements.group.value = group;
    elements.before.value = where === "before" ? goal.dataset.goal : "";
    elements.after.value = where === "after" ? goal.dataset.goal : "";
    button.form.requestSubmit(button);
  };

  document.addEventListener("changed", begin);
  begin();
  if (!location.hash && !document.querySelector("[aria-invalid=true]")) {
    byId("line-text")?.focus({ preventScroll: true });
  }
}
