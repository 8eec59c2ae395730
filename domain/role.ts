import type { Day } from './day.ts';

/** An opaque person: one human, one mailbox. Names and addresses stay in Mongo. */
export type PersonId = string;
export type UnitId = string;
export type CampaignId = string;
export type TeamId = string;

/** The posts a duty can be owed by or a line be told to. */
export const roles = [
  'unit-contact',
  'unit-head',
  'secretary',
  'lead',
  'member',
  /** Chairs one visit in the lead's place, perhaps from another department. */
  'chair',
  'planner',
  'division-head',
  'deputy-director',
  'director',
  'leader-secretary',
  'signer',
  'clerk',
  'superior',
  'operator',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

export const unitRoles: readonly Role[] = ['unit-contact', 'unit-head'];

/** Where a matter stands: a role is looked up here, narrowest first. */
export interface Place {
  campaign?: CampaignId;
  team?: TeamId;
  unit?: UnitId;
  /** The agency that manages a unit without standing of its own, and acts for it where the unit has nobody. */
  through?: UnitId;
  /** One visit of an inspection, see `visitKey`. */
  visit?: string;
}

export type Scope = 'office' | `visit:${string}` | `unit:${UnitId}` | `team:${TeamId}` | `campaign:${CampaignId}`;

/** Who holds a role, where, from when to when; a substitute stands in for a holder on leave. */
/** The paper somebody was appointed or replaced by. */
export interface Decision {
  /** `45/QĐ-SNV`. */
  number: string;
  day: Day;
}

export interface Appointment {
  id: string;
  role: Role;
  scope: Scope;
  person: PersonId;
  from: Day;
  /** Last day, inclusive. */
  to?: Day;
  substituteFor?: PersonId;
  /** By which paper it was given, and by which it ended. */
  decision?: Decision;
  endedBy?: Decision;
}

const inForce = (appointment: Appointment, day: Day) =>
  appointment.from <= day && (appointment.to === undefined || day <= appointment.to);

/** The scopes of a place, narrowest first: visit, unit, the agency it goes through, team, round, office. */
export function scopesOf(place: Place): Scope[] {
  return [
    ...(place.visit ? [`visit:${place.visit}` as const] : []),
    ...(place.unit ? [`unit:${place.unit}` as const] : []),
    ...(place.through ? [`unit:${place.through}` as const] : []),
    ...(place.team ? [`team:${place.team}` as const] : []),
    ...(place.campaign ? [`campaign:${place.campaign}` as const] : []),
    'office',
  ];
}

/**
 * The people who hold `role` at `place` on `day`: the narrowest scope that has one wins, and a
 * substitute replaces the holder. Empty when nobody holds it.
 */
export function holders(appointments: Appointment[], role: Role, place: Place, day: Day): PersonId[] {
  for (const scope of scopesOf(place)) {
    const here = appointments.filter((a) => a.role === role && a.scope === scope && inForce(a, day));
    const substituted = new Set(here.flatMap((a) => a.substituteFor ?? []));
    const people = here.filter((a) => a.substituteFor !== undefined || !substituted.has(a.person)).map((a) => a.person);
    if (people.length > 0) return [...new Set(people)].sort();
  }
  return [];
}

/** Who is told: the holders, or, when nobody holds the role, the head of division. */
export function recipients(
  appointments: Appointment[],
  role: Role,
  place: Place,
  day: Day,
): { people: PersonId[]; insteadOf?: Role } {
  const people = holders(appointments, role, place, day);
  if (people.length > 0) return { people };
  return { people: holders(appointments, 'division-head', place, day), insteadOf: role };
}
