// What the reader of this page has answered: {id: {choice, solved}}, by the questions' own ids.
//
// It outlives a cell that is run again and a reload of the page, but not the browser's tab.

const KEY = "gan-lesson-answers";
const EVENT = "gan-lesson-answer";

export function answers() {
  if (!window.ganLessonAnswers) {
    window.ganLessonAnswers = {};
    try {
      Object.assign(window.ganLessonAnswers, JSON.parse(sessionStorage.getItem(KEY)));
    } catch {
      /* a page that may store nothing, or a store that somebody else wrote */
    }
  }
  return window.ganLessonAnswers;
}

export function keep(id, answer) {
  answers()[id] = answer;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(answers()));
  } catch {
    /* then it lasts as long as the page */
  }
  window.dispatchEvent(new CustomEvent(EVENT, { detail: { id } }));
}

/** Calls `listener` whenever an answer is there or changes, by whichever copy of this module, until `signal` aborts. */
export function onAnswer(listener, signal) {
  window.addEventListener(EVENT, listener, { signal });
}
