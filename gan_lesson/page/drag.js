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
