// The private chat: entries are kept in place and redrawn only when they changed.

import { element } from "/static/element.js";
import { drawForm } from "/static/form.js";
import { drawMessage } from "/static/message.js";

const NEAR_THE_END = 80; // pixels from which new messages are scrolled into view

export class Log {
  // `press({action, subject, value, values})` resolves to what became of it.
  constructor(holder, press) {
    this.holder = holder;
    this.press = press;
    this.shown = new Map();
  }

  clear() {
    this.shown.clear();
    this.holder.replaceChildren();
    this.holder.scrollTo({ top: 0, behavior: "instant" }); // ends a scroll on its way
  }

  // `more`: further news are on their way, so keep to the end.
  show(entries, more = false) {
    const { holder } = this;
    const gap = holder.scrollHeight - holder.scrollTop - holder.clientHeight;
    const had = this.shown.size;
    const lost = holder.contains(document.activeElement) && document.activeElement !== holder;
    const ids = new Set(entries.map((entry) => entry.id));
    for (const [id, { node }] of this.shown) {
      if (ids.has(id)) continue;
      node.remove();
      this.shown.delete(id);
    }
    let day = "";
    let first = null;
    let newest = null;
    for (const entry of entries) {
      const known = this.shown.get(entry.id);
      const text = JSON.stringify(entry) + (entry.day === day ? "" : "day");
      if (known && (known.text === text || known.node.querySelector("form"))) {
        day = entry.day;
        continue;
      }
      const node = this.draw(entry, entry.day !== day);
      day = entry.day;
      if (known) known.node.replaceWith(node);
      else {
        holder.append(node);
        first ??= node;
        newest = node;
      }
      this.shown.set(entry.id, { text, node });
    }
    const start = had === 0 && entries.length < 3;
    if (newest && !start && (had === 0 || gap < NEAR_THE_END || this.waiting)) {
      this.follow(had === 0 ? newest : first);
    }
    if (lost && document.activeElement === document.body && newest) newest.focus();
    if (newest && !more) this.waiting = false;
  }

  // The end of the log, unless the beginning of what is new would scroll away.
  follow(first) {
    const { holder } = this;
    const top = first.offsetTop - 8; // the log is what it is measured from
    holder.scrollTop = Math.min(top, holder.scrollHeight - holder.clientHeight);
  }

  draw(entry, newDay) {
    const body = entry.typed
      ? element("div", { class: "bubble" }, element("p", {}, entry.typed))
      : drawMessage(entry.message, (button, value, at) => this.pressed(button, value, at));
    const who = entry.typed ? "You" : "Outreach";
    const node = element(
      "article",
      {
        class: `entry is-${entry.kind}${entry.refused ? " refused" : ""}`,
        tabindex: "-1",
        "aria-label": entry.time ? `${who}, ${entry.time}` : "About you",
      },
      newDay && entry.day && element("p", { class: "day" }, entry.day),
      element("p", { class: "who" }, `${who} · ${entry.time}`),
      body,
    );
    if (entry.form) {
      node.append(element("div", { class: "actions" }));
      this.openForm(entry.form, node.lastChild, null);
    }
    return node;
  }

  async pressed(button, value, opener) {
    if (opener.getAttribute("aria-busy") === "true") return;
    opener.setAttribute("aria-busy", "true");
    this.waiting = true;
    const outcome = await this.press({
      action: button.action,
      subject: button.subject,
      value,
    });
    opener.removeAttribute("aria-busy");
    if (!outcome.form) return;
    this.waiting = false;
    this.openForm(outcome.form, opener.closest(".actions"), opener);
  }

  openForm(form, holder, opener) {
    const close = () => {
      drawn.remove();
      if (opener && opener.isConnected) opener.focus();
    };
    const submit = async (values) => {
      this.waiting = true;
      const outcome = await this.press({
        action: form.action,
        subject: form.subject,
        values,
      });
      if (!outcome.errors && !outcome.problem) close();
      return outcome;
    };
    holder.querySelector("form")?.remove();
    const drawn = drawForm(form, submit, close);
    holder.append(drawn);
    if (opener) drawn.querySelector("input, select, textarea").focus();
    drawn.scrollIntoView({ block: "nearest" });
  }
}

export function growing(area) {
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 160)}px`;
  };
  area.addEventListener("input", fit);
  return fit;
}
