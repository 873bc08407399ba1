// The progress of a sync, live; without this the page looks again by itself.
"use strict";

const run = document.getElementById("run");
if (run) {
  const bar = run.querySelector("progress");
  const what = run.querySelector("[data-what]");
  const events = new EventSource(run.dataset.events);
  events.onmessage = (message) => {
    const step = JSON.parse(message.data);
    if (step.ended) {
      events.close();
      location.reload();
      return;
    }
    what.textContent = step.total ? `${step.what}: ${step.done} of ${step.total}` : step.what;
    if (step.total) {
      bar.max = step.total;
      bar.value = step.done;
    } else {
      bar.removeAttribute("value");
    }
  };
}
