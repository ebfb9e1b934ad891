// Talking to the program behind the page. Nothing here ever throws: a failure is told.

const GONE =
  "The program behind this page does not answer. Is “make demo” still running? " +
  "What you typed is still in the box.";

export async function readState(speaker, after) {
  const query = new URLSearchParams({ as: speaker, after: String(after) });
  return ask("/api/state?" + query);
}

export async function send(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function ask(path, options) {
  try {
    const answer = await fetch(path, options);
    if (answer.status === 413) return { problem: "That is too long for this page." };
    const found = await answer.json();
    if (answer.ok || found.problem) return found;
    return { problem: "That broke on our side, and nothing was saved." };
  } catch {
    return { problem: GONE, gone: true };
  }
}
