import { roles, scopesOf, unitRoles } from './role.ts';
import type { Place, Role, Scope } from './role.ts';

/** What somebody may do is decided by the roles they hold and where; nothing else. */
export interface Standing {
  role: Role;
  scope: Scope;
}

const outside: readonly Role[] = [...unitRoles, 'superior', 'operator'];
const staff = roles.filter((role) => !outside.includes(role));
const planners: readonly Role[] = ['planner', 'division-head'];
const team: readonly Role[] = ['lead', 'secretary'];
const unit: readonly Role[] = ['unit-contact', 'unit-head'];

/** Roles at the units and in teams, which planners fill; the office's own are an administrator's to give. */
export const plannersGive: readonly Role[] = [...unitRoles, 'superior', 'lead', 'secretary', 'member'];

/** Every operation of the interface and the roles that may do it, at the place it is done. */
export const rights = {
  administer: ['administrator'],
  'read-office': staff,
  'change-units': ['planner', 'administrator'],
  'change-people': ['planner', 'administrator'],
  /** The contact's own to give; whoever answers for a unit is known to the office and to its head at once. */
  'hand-over': ['unit-contact'],
  'change-outlines': ['planner', 'administrator'],
  'change-groups': ['planner', 'administrator'],
  'change-calendars': ['planner', 'administrator'],
  /** How the office chases every round to come. */
  'change-practice': ['division-head', 'administrator'],
  'read-campaign': staff,
  'draft-campaign': ['planner'],
  'submit-campaign': ['planner'],
  'approve-campaign': ['signer'],
  'launch-campaign': ['planner'],
  'end-campaign': planners,
  'close-campaign': planners,
  'cancel-campaign': planners,
  'step-clock': ['planner'],
  'send-official-letter': planners,
  'read-inspection': [...staff, ...unit],
  /** A surprise that is not opened yet: whoever prepares it, and nobody else. */
  'read-surprise': [
    'lead',
    'secretary',
    'member',
    'chair',
    'planner',
    'division-head',
    'deputy-director',
    'director',
    'signer',
  ],
  acknowledge: unit,
  'draft-self-report': unit,
  'submit-self-report': unit,
  'review-self-report': team,
  /** Each column of a unit's scores has its own hands. */
  'score-self': unit,
  'score-first': [...team, 'planner'],
  'score-second': ['planner', 'division-head'],
  'reopen-scores': ['division-head'],
  'exempt-criterion': ['division-head'],
  'record-silence': team,
  'schedule-inspection': ['planner', 'lead'],
  'move-visit': ['lead', 'secretary', 'planner'],
  /** Off the plan: whoever answers for the plan being carried out, not the secretary alone. */
  'drop-visit': ['lead', ...planners],
  'ask-another-day': unit,
  'decide-another-day': ['lead', 'planner'],
  'hold-visit': [...team, 'chair'],
  'sign-minutes': ['secretary'],
  /** What the team notes before anything is signed: nobody's business outside the office. */
  'read-notebook': staff,
  'keep-notebook': [...team, 'member', 'chair'],
  'ask-explanation': team,
  explain: unit,
  'ask-comments': team,
  'comment-draft': unit,
  'enter-for-unit': ['secretary', 'planner'],
  'cancel-inspection': planners,
  'read-paper': staff,
  'draft-notice': ['planner'],
  'draft-conclusion': team,
  'draft-directive': ['planner'],
  'draft-report': ['secretary', 'planner'],
  'enter-paper': ['clerk', 'planner'],
  'issue-elsewhere': ['clerk'],
  'appraise-paper': ['division-head'],
  'sign-paper': ['signer'],
  'number-paper': ['clerk'],
  'void-paper': ['signer', 'division-head'],
  'read-register': staff,
  'read-item': [...staff, ...unit],
  'report-item': unit,
  'verify-item': [...team, 'planner'],
  /** A line that made no item is given as work after all (Giao thành việc). */
  'assign-item': ['planner', 'lead'],
  'review-incidents': [...team, 'planner'],
  'request-extension': unit,
  'decide-extension': ['deputy-director', 'director'],
  'suspend-item': ['lead', 'division-head'],
  'reopen-item': ['lead', 'division-head'],
  'close-item': ['lead', 'division-head'],
  'approve-escalation': ['director', 'deputy-director'],
  'read-proposal': [...staff, ...unit],
  'raise-proposal': [...unit, ...team, 'planner'],
  'route-proposal': ['planner'],
  /** At the agency it was put to; the planner enters an answer that came on paper. */
  'answer-proposal': [...unit, 'planner'],
  /** The office too, for what came on paper. */
  'upload-evidence': [...unit, 'secretary', 'planner'],
  'read-evidence': [...staff, ...unit],
  'read-letters': staff,
  'read-audit': ['administrator', 'division-head', 'director', 'deputy-director'],
} as const satisfies Record<string, readonly Role[]>;

export type Operation = keyof typeof rights;
export const operations = Object.keys(rights) as Operation[];

/** Operations over lists and the office itself: holding the role anywhere is enough. */
const anywhere: readonly Operation[] = [
  'read-office',
  'read-campaign',
  'read-paper',
  'read-register',
  'read-letters',
  'change-units',
  'change-people',
  'change-outlines',
  'change-groups',
  'change-calendars',
  'change-practice',
];

/** May somebody with these standings do `operation` at `place`? */
export function may(standings: readonly Standing[], operation: Operation, place: Place): boolean {
  const scopes = anywhere.includes(operation) ? undefined : scopesOf(place);
  return standings.some(
    ({ role, scope }) =>
      (rights[operation] as readonly Role[]).includes(role) && (scopes === undefined || scopes.includes(scope)),
  );
}

/** Where somebody with these standings may do `operation`: what a list of things shows them. */
export const scopesFor = (standings: readonly Standing[], operation: Operation): Scope[] => [
  ...new Set(
    standings.filter(({ role }) => (rights[operation] as readonly Role[]).includes(role)).map(({ scope }) => scope),
  ),
];
