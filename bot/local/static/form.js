// A short form, opened beneath the button that asked for it.

import { element } from "/static/element.js";

let made = 0;

// `submit(values)` resolves to {errors, problem} when it must stay open.
export function drawForm(form, submit, cancel) {
  const inputs = new Map();
  const fields = form.fields.map((field) => drawField(field, inputs, form.words));
  const alert = element("p", { class: "field-error", role: "alert", hidden: true });
  const save = element("button", { type: "submit", class: "primary" }, form.submit);
  const drawn = element(
    "form",
    { class: "inline", novalidate: true, "aria-label": form.title },
    element("h3", {}, form.title),
    form.intro && element("p", {}, form.intro),
    fields,
    alert,
    element(
      "div",
      { class: "row" },
      save,
      element("button", { type: "button", onclick: cancel }, form.cancel),
    ),
  );
  drawn.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
  });
  drawn.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (save.disabled) return;
    save.disabled = true;
    const values = {};
    for (const [name, input] of inputs) values[name] = input.value;
    const outcome = await submit(values);
    save.disabled = false;
    showErrors(inputs, outcome.errors || {});
    alert.hidden = !outcome.problem;
    alert.textContent = outcome.problem || "";
  });
  return drawn;
}

function drawField(field, inputs, words) {
  const id = `field-${(made += 1)}`;
  const input = drawInput(field, id, words);
  inputs.set(field.name, input);
  return element(
    "div",
    { class: "field" },
    element(
      "label",
      { for: id },
      field.label,
      field.optional && element("span", { class: "optional" }, ` ${words.optional}`),
    ),
    input,
    field.hint && element("p", { class: "small", id: `${id}-hint` }, field.hint),
    element("p", { class: "field-error", id: `${id}-error`, role: "alert", hidden: true }),
  );
}

function drawInput(field, id, words) {
  const shared = {
    id,
    name: field.name,
    "aria-describedby": `${field.hint ? `${id}-hint ` : ""}${id}-error`,
  };
  if (field.kind === "long_text") {
    const area = element("textarea", { ...shared, rows: 3 });
    area.value = field.value;
    return area;
  }
  if (field.kind === "choice") {
    const options = field.options.map((option) =>
      element("option", { value: option.value }, option.label),
    );
    if (field.optional) options.unshift(element("option", { value: "" }, words.unsaid));
    const choice = element("select", shared, options);
    if (field.value) choice.value = field.value;
    return choice;
  }
  const type = { date: "date", number: "text" }[field.kind] || "text";
  const input = element("input", {
    ...shared,
    type,
    max: field.latest || undefined,
    inputmode: field.kind === "number" ? "decimal" : undefined,
    autocomplete: "off",
  });
  input.value = field.value;
  return input;
}

function showErrors(inputs, errors) {
  let first = null;
  for (const [name, input] of inputs) {
    const said = document.getElementById(`${input.id}-error`);
    if (!said) continue;
    said.hidden = !errors[name];
    said.textContent = errors[name] || "";
    input.setAttribute("aria-invalid", String(Boolean(errors[name])));
    if (errors[name] && !first) first = input;
  }
  if (first) first.focus();
}
