// A client for `askwell serve` in Node's standard library.
//
//   const bot = new Askwell("/srv/faq/Index");
//   console.log((await bot.ask("Is leaky gut a real diagnosis?")).text);
//   bot.close();

import { spawn } from "node:child_process";

export class Askwell {
  #child;
  #waiting = new Map();
  #next = 1;
  #rest = Buffer.alloc(0);

  constructor(index, command = process.env.ASKWELL ?? "askwell") {
    this.#child = spawn(command, ["serve", "--index", index], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child.stdin.on("error", () => {}); // the exit below tells the callers
    this.#child.stdout.on("data", (data) => this.#take(data));
    this.#child.on("error", (error) => this.#fail(error));
    this.#child.on("close", () => this.#fail(new Error("askwell serve ended")));
  }

  ask(question, options = {}) {
    return this.call("askwell/ask", { question, ...options });
  }

  triage(turns) {
    return this.call("askwell/triage", { turns: [turns].flat() });
  }

  call(method, params = {}) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.stdin.write(JSON.stringify({ jsonrpc: "2.0", id, method, params }) + "\n");
    });
  }

  close() {
    this.#child.stdin.end();
  }

  // Lines end at \n and nowhere else; `readline` would also split at U+2028.
  #take(data) {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (let end; (end = this.#rest.indexOf(10)) >= 0; ) {
      const message = JSON.parse(this.#rest.subarray(0, end).toString());
      this.#rest = this.#rest.subarray(end + 1);
      const caller = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) caller?.reject(Object.assign(new Error(message.error.message), message.error));
      else caller?.resolve(message.result);
    }
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
