/** Calls `take()` when somebody grasps an element, and `pull(dx)` while it is dragged, with CSS pixels from there. */
export function onPull(handle, take, pull) {
  let from = 0;
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    handle.setPointerCapture(event.pointerId);
    from = event.clientX;
    take();
  });
  handle.addEventListener("pointermove", (event) => {
    if (handle.hasPointerCapture(event.pointerId)) pull(event.clientX - from);
  });
}

/** Calls `seek(x)` while somebody drags in an element, with CSS pixels from its left. */
export function onDrag(chart, seek) {
  const at = (event) => seek(event.clientX - chart.getBoundingClientRect().left);
  chart.classList.add("gl-seek");
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    chart.setPointerCapture(event.pointerId);
    at(event);
  });
  chart.addEventListener("pointermove", (event) => {
    if (chart.hasPointerCapture(event.pointerId)) at(event);
  });
}
