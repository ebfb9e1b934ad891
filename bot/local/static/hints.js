// "What could I try?": suggestions that type, press, move the clock or change who speaks.

import { byId, element, replace } from "/static/element.js";

export function drawHints(hints, act) {
  byId("hints").hidden = hints.length === 0;
  const chips = hints.map((hint) =>
    element(
      "button",
      { type: "button", class: "chip", onclick: () => tryOut(hint, act) },
      hint.label,
    ),
  );
  replace(byId("hints"), element("span", { class: "small" }, "What could I try?"), chips);
}

function tryOut(hint, act) {
  if (hint.kind === "jump") act.jump(hint.value);
  if (hint.kind === "press") point(hint.value);
  if (hint.kind === "speak") act.speak(hint.value);
  if (hint.text) act.write(hint.text);
}

// Show the newest button of a kind, ready to be pressed.
function point(action) {
  const buttons = byId("log").querySelectorAll(`[data-action="${action}"]`);
  const newest = buttons[buttons.length - 1];
  if (!newest) return;
  newest.scrollIntoView({ block: "center" });
  newest.classList.add("pointed"); // a click alone shows no focus ring
  newest.addEventListener("blur", () => newest.classList.remove("pointed"), { once: true });
  newest.focus();
}
