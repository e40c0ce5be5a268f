// What the reader of this page has answered: {id: {choice, solved}}, by the questions' own ids.
//
// It outlives a cell that is run again and a reload of the page, but not the browser's tab.

const KEY = "gan-lesson-answers";
const EVENT = "gan-lesson-answer"; // on window, whenever an answer is there or changes

function answers() {
  if (!window.ganLessonAnswers) {
    window.ganLessonAnswers = {};
    try {
      Object.assign(window.ganLessonAnswers, JSON.parse(sessionStorage.getItem(KEY)));
    } catch { /* a page that may store nothing, or a store that somebody else wrote */ }
  }
  return window.ganLessonAnswers;
}

function keep(id, answer) {
  answers()[id] = answer;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(answers()));
  } catch { /* then it lasts as long as the page */ }
  window.dispatchEvent(new CustomEvent(EVENT, { detail: { id } }));
}

/** Calls `owner[method](event)` for an event on window; lets go of an owner that nobody else holds. */
function whenever(event, owner, method) {
  const weak = new WeakRef(owner);
  window.addEventListener(event, function listener(happened) {
    const alive = weak.deref();
    if (alive) alive[method](happened);
    else window.removeEventListener(event, listener);
  });
}
