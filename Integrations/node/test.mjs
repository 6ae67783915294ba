// Run: ASKWELL=.build/release/askwell INDEX=Index node --test Integrations/node/

import assert from "node:assert/strict";
import { test } from "node:test";
import { Askwell } from "./askwell.mjs";

const bot = () => new Askwell(process.env.INDEX ?? "Index");

test("an answer is cited", async () => {
  const askwell = bot();
  const answer = await askwell.ask("Is leaky gut a real diagnosis?");
  assert.equal(answer.outcome, "answer");
  assert.ok(answer.citations[0].quote.length > 0);
  askwell.close();
});

test("a hundred questions at once get their own answers", async () => {
  const askwell = bot();
  const questions = Array.from({ length: 100 }, (_, n) =>
    n % 2 ? "there is blood in my stool" : "what is the capital of France",
  );
  const answers = await Promise.all(questions.map((question) => askwell.ask(question)));
  answers.forEach((answer, n) => assert.equal(answer.outcome, n % 2 ? "escalate" : "abstain"));
  askwell.close();
});

test("messages fit", async () => {
  const askwell = bot();
  const render = { format: "slack", max_bytes: 200 };
  const { messages } = await askwell.ask("can they test for it", { render });
  assert.ok(messages.length > 0 && messages.every((text) => Buffer.byteLength(text) <= 200));
  askwell.close();
});

test("an error rejects with its code", async () => {
  const askwell = bot();
  await assert.rejects(askwell.ask(""), { code: -32602 });
  askwell.close();
});
