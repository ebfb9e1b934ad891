/* Keeps a Node program on this machine: `node --require ./loopback.js program.js`.

   It listens on 127.0.0.1 wherever it wanted to, and connects to 127.0.0.1 alone.
   What else it wanted is refused before a packet leaves, and told on stderr. */
"use strict";

const net = require("node:net");

const HERE = "127.0.0.1";
const US = [undefined, null, HERE, "localhost"];

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  const [options, callback] = net._normalizeArgs(given);
  return listen.call(this, { ...options, host: HERE }, callback);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const known = Array.isArray(given[0]) ? given[0] : net._normalizeArgs(given);
  const [options, callback] = known;
  const where = options.path ?? (US.includes(options.host) ? null : options.host);
  if (where === null) {
    return connect.call(this, { ...options, host: HERE }, callback);
  }
  console.error(`loopback.js refused ${where}`);
  setImmediate(() => this.destroy(new Error(`loopback.js refused ${where}`)));
  return this; // whoever connects listens for its error only after this
};
