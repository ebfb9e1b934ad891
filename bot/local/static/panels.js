// The clock, the channel, and what the bot knows.

import { byId, element, replace } from "/static/element.js";
import { drawMessage } from "/static/message.js";

export function drawClock(state) {
  byId("day").textContent = state.clock.day;
  byId("time").textContent = state.clock.time;
  const moving = state.moving;
  for (const button of document.querySelectorAll("#jumps button")) {
    button.disabled = Boolean(moving);
  }
  byId("send").disabled = Boolean(moving);
  const bar = byId("notice-bar");
  bar.hidden = !moving;
  if (moving) {
    bar.max = moving.of;
    bar.value = moving.done;
    notice(`Moving to ${moving.to}: every working morning on the way is lived through.`);
  } else {
    notice(state.problem || "");
  }
}

export function notice(text) {
  byId("notice").hidden = !text;
  if (byId("notice-text").textContent !== text) byId("notice-text").textContent = text;
}

export function drawChannel(channel) {
  byId("channel-title").textContent = channel.name;
  const count = channel.entries.length ? ` (${channel.entries.length})` : "";
  byId("to-channel").textContent = `Channel${count}`;
  const posts = channel.entries.map((entry) =>
    element(
      "article",
      { class: "entry post" },
      element("p", { class: "who" }, `Outreach · ${entry.day}, ${entry.time}`),
      drawMessage(entry.message, () => {}),
    ),
  );
  const empty = element(
    "p",
    { class: "empty" },
    "Nothing yet. On the last working day of the month, what was achieved together is " +
      "told here, partner first, once the partner has confirmed it.",
  );
  replace(byId("channel-log"), posts.length ? posts : empty);
}

export function drawKnows(knows) {
  const parts = [
    group("On your list", knows.people.filter((one) => one.listed).map(drawPerson)),
    group("Units and their gates", knows.units.map(drawUnit)),
    group("Open issues", knows.issues.map(drawLine)),
    group("Joint results", knows.results.map(drawLine)),
    group("Open asks", knows.asks.map(drawLine)),
    group("Others you know", knows.people.filter((one) => !one.listed).map(drawPerson)),
  ];
  const nothing = element(
    "p",
    { class: "empty" },
    "Nothing of yours yet. What you log shows here, for you alone.",
  );
  replace(byId("knows-body"), parts.some(Boolean) ? parts : nothing);
}

function group(title, items) {
  if (items.length === 0) return null;
  return element(
    "section",
    { class: "group" },
    element("h3", {}, title),
    element("ul", {}, items),
  );
}

function drawPerson(one) {
  const fill = element("span", { class: "fill" });
  fill.style.width = `${one.strength}%`;
  return element(
    "li",
    { class: "person" },
    element(
      "div",
      { class: "name" },
      element("strong", {}, one.name),
      element("span", { class: "small" }, one.role),
    ),
    element(
      "div",
      { class: "tie" },
      element("span", { class: "bar", "aria-hidden": "true" }, fill),
      element("span", { class: "small" }, `tie ${one.strength} of 100`),
    ),
    one.facts.map((fact) => element("p", { class: "small" }, fact)),
  );
}

function drawUnit(unit) {
  return element(
    "li",
    {},
    element(
      "div",
      { class: "name" },
      element("strong", {}, unit.name),
      element("span", { class: `gate ${unit.gate}` }, unit.gate_text),
    ),
    unit.facts.map((fact) => element("p", { class: "small" }, fact)),
  );
}

function drawLine(line) {
  return element(
    "li",
    {},
    element("strong", {}, line.title),
    line.facts.map((fact) => element("p", { class: "small" }, fact)),
  );
}
