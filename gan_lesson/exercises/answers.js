// What the reader has answered, by the questions' own ids: {choice, first, solved}, with the present choice, the first
// one, and whether the right one was among all so far; or null where it was to be forgotten.
//
// The browser keeps each answer in a place of its own, so that it outlives the page, and so that two pages do not
// overwrite each other's. Verdicts on exercises are kept by the kernel, and here only as long as the page.

const PLACE = "gan-lesson-answer:";
const EVENT = "gan-lesson-answer";
const here = (window.ganLessonAnswers ??= {}); // for a page that may store nothing
const verdicts = (window.ganLessonVerdicts ??= {});

/** The answer to a question; undefined where there is none. */
export function answer(id) {
  try {
    const stored = localStorage.getItem(PLACE + id);
    if (stored !== null) return JSON.parse(stored);
  } catch {
    /* a page that may store nothing, or a store that somebody else wrote */
  }
  return here[id];
}

/** Keeps an answer; null forgets it, and the kernel is told to. */
export function keep(id, given) {
  here[id] = given;
  try {
    localStorage.setItem(PLACE + id, JSON.stringify(given));
  } catch {
    /* then it lasts as long as the page */
  }
  tell();
}

/** Whether an exercise was solved in this page. */
export const solved = (id) => verdicts[id] === true;

export function judge(id, correct) {
  verdicts[id] ||= correct;
  tell();
}

/** Calls `listener` whenever an answer is there or changes, by whichever page or copy of this module, until `signal` aborts. */
export function onAnswer(listener, signal) {
  window.addEventListener(EVENT, listener, { signal });
  const stored = ({ key }) => (key === null || key.startsWith(PLACE)) && listener();
  window.addEventListener("storage", stored, { signal }); // another page's
}

function tell() {
  window.dispatchEvent(new CustomEvent(EVENT));
}
