// One message: headline, sections with their facts and buttons, small print.

import { element } from "/static/element.js";

export function drawMessage(message, press) {
  return element(
    "div",
    { class: "message" },
    message.headline && element("p", { class: "headline" }, message.headline),
    message.sections.map((section) => drawSection(section, press)),
    drawButtons(message.buttons, press),
    message.small_print.length > 0 &&
      element(
        "div",
        { class: "small" },
        message.small_print.map((line) => element("p", {}, line)),
      ),
  );
}

function drawSection(section, press) {
  if (section.over) {
    return element(
      "div",
      { class: "section" },
      element("p", { class: "over" }, element("s", {}, section.text), " ", section.answer),
      drawButtons(section.buttons, press),
    );
  }
  const look = section.bold ? "text bold" : "text";
  const text = element(section.quote ? "blockquote" : "p", { class: look }, section.text);
  return element(
    "div",
    { class: "section" },
    text,
    section.quote && copyButton(section.text, section.copy),
    section.facts.length > 0 && drawFacts(section),
    section.answer && element("p", { class: "answer" }, section.answer),
    drawButtons(section.buttons, press),
  );
}

function drawFacts(section) {
  if (section.bold) return section.facts.map((fact) => element("p", { class: "reason" }, fact));
  return element(
    "ul",
    { class: "facts" },
    section.facts.map((fact) => element("li", {}, fact)),
  );
}

function copyButton(text, words) {
  const button = element(
    "button",
    {
      type: "button",
      class: "quiet copy",
      onclick: async () => {
        try {
          await navigator.clipboard.writeText(text);
          button.textContent = words.done;
        } catch {
          button.textContent = words.failed;
        }
      },
    },
    words.label,
  );
  return button;
}

function drawButtons(buttons, press) {
  if (buttons.length === 0) return null;
  const row = element("div", { class: "row" });
  const actions = element("div", { class: "actions" }, row);
  for (const button of buttons) {
    if (button.options) drawMenu(button, press, row, actions);
    else row.append(drawButton(button, press));
  }
  return actions;
}

function drawButton(button, press) {
  return element(
    "button",
    {
      type: "button",
      class: button.style || "plain",
      "data-action": button.action,
      onclick: (event) => press(button, "", event.currentTarget),
    },
    button.label,
  );
}

// A menu is a button that shows its choices beneath: plain buttons, any keyboard.
function drawMenu(menu, press, row, actions) {
  const choices = element("div", {
    class: "row choices",
    role: "group",
    "aria-label": menu.label,
    hidden: true,
  });
  const opener = element(
    "button",
    {
      type: "button",
      class: "plain menu",
      "data-action": menu.action,
      "aria-expanded": "false",
      onclick: () => (choices.hidden ? open() : close()),
    },
    menu.label,
  );
  function open() {
    for (const other of row.querySelectorAll('[aria-expanded="true"]')) other.click();
    choices.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    choices.querySelector("button").focus();
    choices.scrollIntoView({ block: "nearest" });
  }
  function close() {
    choices.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }
  choices.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  for (const option of menu.options) {
    const choose = () => {
      close();
      press(menu, option.value, opener);
    };
    choices.append(element("button", { type: "button", onclick: choose }, option.label));
  }
  row.append(opener);
  actions.append(choices);
}
