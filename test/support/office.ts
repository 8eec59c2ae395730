import type { Day, Instant } from '../../domain/day.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Appointment, PersonId, Role, Scope } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Person } from '../../store/content/people.ts';
import type { Store } from '../../store/index.ts';
import { broadcastIdOf, queueName } from '../../workflows/messages.ts';
import type { QueueKind } from '../../workflows/messages.ts';
import { startApi } from './api.ts';
import type { Answer, Caller, TestApi } from './api.ts';
import { openMailSink } from './mail-sink.ts';
import type { MailSink } from './mail-sink.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

/** A whole office on the real servers: workers, the HTTP door, and a mail server that keeps what it gets. */
export interface TestOffice {
  stack: Stack;
  api: TestApi;
  mail: MailSink;
  /** Signs in whoever holds the role there. */
  as(role: Role, scope?: Scope): Promise<Caller>;
  /** Steps a training clock day by day until it is `day`. */
  stepTo(campaign: string, day: Day): Promise<void>;
  stop(): Promise<void>;
}

export interface OfficePeople {
  units: Unit[];
  people: Person[];
  appointments: Appointment[];
  outline?: Outline;
}

/** Which queues have workers; all, unless a test wants no letters. */
interface Served {
  queues?: readonly QueueKind[];
}

export const aUnit = (unit: Pick<Unit, 'id' | 'name'> & Partial<Unit>): Unit => ({
  aliases: [],
  kind: 'so',
  level: 'province',
  from: '2025-01-01',
  ...unit,
});

/** Opens an office with its units, people and posts entered. */
export async function openOffice({
  units,
  people,
  appointments,
  outline = sampleOutline2026,
  ...served
}: OfficePeople & Served): Promise<TestOffice> {
  const mail = await openMailSink();
  const stack = await startStack({ smtpUrl: mail.url, ...served });
  const api = await startApi({
    database: stack.name,
    queuePrefix: stack.queuePrefix,
    env: { SMTP_URL: mail.url, LINK_SECRET: stack.deps.linkSecret },
  });
  const { store } = api;
  await furnish(store, { units, people, appointments, outline }, api.deps.now());

  const signedIn = new Map<PersonId, Promise<Caller>>();
  return {
    stack,
    api,
    mail,
    as(role, scope = 'office') {
      const held = appointments.find((appointment) => appointment.role === role && appointment.scope === scope);
      if (!held) throw new Error(`nobody is ${role} at ${scope}`);
      const caller = signedIn.get(held.person) ?? api.signIn(held.person);
      signedIn.set(held.person, caller);
      return caller;
    },
    async stepTo(campaign, day) {
      const from = (await store.clocks.get(campaign))?.now;
      if (!from) throw new Error(`${campaign} has no clock`);
      if (day <= from) return;
      // every day up to it, in one go
      await stack.temporal.workflow.execute('broadcast', {
        workflowId: broadcastIdOf.tick(campaign, day),
        taskQueue: queueName('process', stack.queuePrefix),
        args: [{ change: 'tick', campaign, day }],
      });
    },
    async stop() {
      await api.stop();
      await stack.stop();
      await mail.stop();
    },
  };
}

/** Enters an office's units, people, posts, outline and settings. */
export async function furnish(
  store: Store,
  { units, people, appointments, outline = sampleOutline2026 }: OfficePeople,
  at: Instant,
): Promise<void> {
  for (const unit of units) await store.units.create(unit);
  for (const person of people) await store.people.create(person);
  for (const appointment of appointments) await store.appointments.create(appointment);
  await store.outlines.create(outline, { by: 'p-test', at });
  await store.office.save(
    {
      organ: 'SNV',
      letterhead: { parentOrgan: 'UBND tỉnh Hương Giang', organ: 'Sở Nội vụ', place: 'Hương Giang' },
      divisionName: 'Phòng Cải cách hành chính',
      phone: '0200 3 812 345',
      signers: Object.fromEntries(
        appointments
          .filter(({ role }) => role === 'signer')
          .map(({ person }) => [person, { authority: { as: 'head' as const, post: 'Giám đốc' } }]),
      ),
      workingHours: [{ from: '2025-01-01', morning: ['07:30', '11:30'], afternoon: ['13:30', '17:00'] }],
    },
    0,
  );
}

/** The body of an answer that must be a success. */
export async function ok<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body, text } = await answer;
  if (status >= 300) throw new Error(`${status}: ${text.slice(0, 1_000)}`);
  return body;
}

/** Repeats until it holds. */
export async function eventually<T>(read: () => Promise<T>, holds: (value: T) => boolean, seconds = 60): Promise<T> {
  const until = Date.now() + seconds * 1_000;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > until) throw new Error(`still ${JSON.stringify(value)?.slice(0, 500)} after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
