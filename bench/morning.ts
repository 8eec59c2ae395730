import { createTransport } from 'nodemailer';
import { startTestMachine } from '../test/support/machine.ts';
import { allLettersLeft, aRound, contactOf, lettersOnRecord, openOfficeAtWork } from '../test/support/province.ts';
import { openMailSink } from '../test/support/mail-sink.ts';
import { judge } from './judge.ts';

// The reminder letters of so many recipients due at once: how late the last ones are, beside the same number of mails
// handed over by bare nodemailer to the same kind of server; then the same with the worker killed halfway.

const recipients = Number(process.env['RECIPIENTS'] ?? 1_000);
const communes = Math.ceil(recipients / 2);
const machine = await startTestMachine();
const office = await openOfficeAtWork(machine, communes);
const campaign = 'dot-bench';

await office.approved(aRound(campaign, communes));
await office.launched(campaign);
await office.number(await office.signed(campaign, 'notice'));
await allLettersLeft(machine, campaign);

/** One day on; how many letters came, and how long after the first the last ones did, in seconds. */
async function morning(meanwhile: (arrived: () => number) => Promise<void> = async () => undefined) {
  const from = machine.mail.letters.length;
  const came: number[] = [];
  const arrived = () => machine.mail.letters.length - from;
  const began = performance.now();
  const noting = setInterval(() => {
    while (came.length < arrived()) came.push((performance.now() - began) / 1_000);
  }, 50);
  const stepping = office.nextDay(campaign);
  await Promise.all([stepping, meanwhile(arrived)]);
  await allLettersLeft(machine, campaign);
  clearInterval(noting);
  while (came.length < arrived()) came.push((performance.now() - began) / 1_000);
  const late = came.map((at) => at - came[0]!);
  const at = (share: number) => Math.round(late[Math.min(late.length - 1, Math.floor(share * late.length))]! * 10) / 10;
  return { letters: came.length, p50S: at(0.5), p99S: at(0.99), lastS: at(1) };
}

// the day the acknowledgement is due: the contacts; a working day later also the heads
let calm = await morning();
while (calm.letters < communes) calm = await morning();
const killed = await morning(async (arrived) => {
  const deadline = Date.now() + 120_000;
  while (arrived() < communes && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  await machine.kill('worker');
  await machine.start('worker');
});
const { wrong, repeated } = await lettersOnRecord(machine);
await machine.stop();

const sink = await openMailSink();
const bare = createTransport({ url: sink.url, pool: true } as never);
const began = performance.now();
await Promise.all(
  Array.from({ length: calm.letters }, (_, n) =>
    bare.sendMail({
      from: 'a@snv.example',
      to: `${contactOf(n)}@snv.example`,
      subject: 'Nhắc việc',
      text: 'x'.repeat(4_000),
    }),
  ),
);
const bareS = Math.round((performance.now() - began) / 100) / 10;
bare.close();
await sink.stop();

judge({ recipients, calm, killed, bareS, repeated }, [
  { name: 'wrongLetters', figure: wrong.length, atMost: 0 },
  { name: 'lastLetterS', figure: calm.lastS, atMost: Math.max(60, calm.letters * 0.2) },
]);
if (wrong.length > 0) console.error(wrong.slice(0, 10).join('\n'));
