import type { Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import { leavesInTheMorning } from './duty.ts';
import type { Line } from './duty.ts';
import { addressed, appointmentsNear, planLetters } from './letter.ts';
import type { PlannedLetter } from './letter.ts';
import { rehearse } from './rehearsal.ts';
import type { Act, World } from './rehearsal.ts';
import type { Appointment, PersonId } from './role.ts';

/** A letter the round will send: on a day, to a person. */
export interface ForetoldLetter extends PlannedLetter {
  day: Day;
}

/** Everything a rehearsed round would mail, in order; the same gathering as on the real stack. */
export function foretoldLetters(
  world: World,
  days: { from: Day; to: Day },
  {
    calendar,
    appointments,
    acts,
  }: { calendar: Calendar; appointments: Appointment[]; acts: (day: Day, world: World) => Act[] },
): ForetoldLetter[] {
  const letters: ForetoldLetter[] = [];
  const reminded = new Map<PersonId, Day>();
  const near = appointmentsNear(appointments);
  let waiting: Line[] = [];
  let morning: Day | undefined;

  const send = (lines: Line[], day: Day, now: World): Line[] => {
    const plan = planLetters(lines, {
      matter: (id) => now.matters.get(id),
      appointments,
      near,
      calendar,
      day,
      reminded: (person) => reminded.get(person) === day,
    });
    for (const letter of plan.letters) {
      letters.push({ ...letter, day });
      if (letter.kind === 'reminder') reminded.set(letter.recipient, day);
    }
    return [...new Set(plan.later.map(({ line }) => line))];
  };

  rehearse(world, days, {
    acts,
    written(lines, day, now) {
      const mailed = lines
        .filter(({ letter }) => letter !== 'official-letter')
        .map((line) => addressed(line, near(line), line.day));
      const mornings = mailed.filter(leavesInTheMorning);
      // what is due on the very day it comes up, with that morning past, leaves at once
      waiting.push(...(morning === day ? send(mornings, day, now) : mornings));
      send(
        mailed.filter((line) => !leavesInTheMorning(line)),
        day,
        now,
      );
    },
    morning(day, now) {
      morning = day;
      waiting = send(waiting, day, now);
    },
  });
  return letters;
}
