// The page: one loop that asks for the state and shows it, and what the reader does.

import { Log, growing } from "/static/chat.js";
import { byId, element, replace } from "/static/element.js";
import { drawHints } from "/static/hints.js";
import { drawChannel, drawClock, drawKnows, notice } from "/static/panels.js";
import { readState, send } from "/static/wire.js";

const RETRY = 700; // milliseconds until the next try when the program does not answer

let speaker = "";
let version = 0;
let asked = 0; // the newest question; answers to older ones are not shown
const line = byId("line");
const fit = growing(line);
const log = new Log(byId("log"), press);
const shown = new Map(); // part of the page -> what it shows

function changed(part, value) {
  const text = JSON.stringify(value);
  if (shown.get(part) === text) return false;
  shown.set(part, text);
  return true;
}

function show(state) {
  document.body.dataset.stage = state.stage;
  if (state.stage === "failed") return notice(state.problem);
  if (state.stage !== "ready") return settingUp();
  byId("starting")?.remove();
  drawClock(state);
  const hints = state.moving ? [] : state.hints;
  if (changed("hints", hints)) drawHints(hints, { jump, speak, write }); // takes room
  log.show(state.chat, Boolean(state.moving));
  if (changed("speakers", state.speakers)) drawSpeakers(state.speakers);
  if (changed("channel", state.channel)) drawChannel(state.channel);
  if (changed("knows", state.knows)) drawKnows(state.knows);
  document.body.dataset.moving = String(Boolean(state.moving));
  return undefined;
}

function settingUp() {
  document.body.dataset.stage = "starting";
  for (const button of document.querySelectorAll("#jumps button, #send")) {
    button.disabled = true;
  }
  if (byId("starting")) return;
  log.clear();
  shown.clear();
  const text = "Setting up the made-up company. One moment.";
  byId("log").append(element("p", { class: "starting", id: "starting" }, text));
}

async function follow() {
  for (;;) {
    const mine = (asked += 1);
    const state = await readState(speaker, version);
    if (mine !== asked) return; // somebody else speaks now; their loop runs
    if (state.stage) {
      version = state.version;
      show(state);
      if (!speaker && state.speakers) speaker = state.speakers[0].key;
    } else {
      notice(state.problem);
      version = 0;
      await new Promise((done) => setTimeout(done, RETRY));
    }
  }
}

function speakAs(key) {
  speaker = key;
  version = 0;
  log.clear();
  shown.clear();
  follow();
}

async function say(text) {
  log.waiting = true;
  byId("send").disabled = true;
  const outcome = await send("/api/say", { as: speaker, text });
  byId("send").disabled = false;
  if (outcome.problem) notice(outcome.problem);
  if ((outcome.problem || outcome.refused) && !line.value) write(text);
}

async function press(what) {
  const outcome = await send("/api/press", { as: speaker, ...what });
  if (outcome.problem && !what.values) notice(outcome.problem);
  return outcome;
}

async function jump(name) {
  log.waiting = true;
  const outcome = await send("/api/clock", { jump: name });
  if (outcome.problem) notice(outcome.problem);
}

function speak(key) {
  byId("speakers").querySelector(`input[value="${key}"]`).click();
}

function write(text) {
  line.value = text;
  fit();
  line.focus();
  line.setSelectionRange(text.length, text.length);
}

function drawSpeakers(speakers) {
  const choices = speakers.map((one) => {
    const input = element("input", {
      type: "radio",
      name: "speaker",
      value: one.key,
      onchange: () => speakAs(one.key),
    });
    input.checked = one.key === (speaker || speakers[0].key);
    return element("label", { title: one.title }, input, element("span", {}, one.name));
  });
  replace(byId("speakers"), byId("speakers").querySelector("legend"), choices);
}

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (byId("send").disabled) return;
  const text = line.value;
  line.value = "";
  fit();
  line.focus();
  say(text);
});
line.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("composer").requestSubmit();
});
byId("jumps").addEventListener("click", (event) => {
  const name = event.target.dataset.jump;
  if (name) jump(name);
});
byId("over").addEventListener("click", () => byId("sure").showModal());
byId("sure").addEventListener("close", async () => {
  if (byId("sure").returnValue !== "yes") return;
  asked += 1; // what is still on its way belongs to the company that goes
  settingUp();
  const outcome = await send("/api/over", {});
  if (outcome.problem) notice(outcome.problem);
  speakAs("");
});
follow();
