import { connect } from './connection.ts';
import { createAccounts } from './content/accounts.ts';
import { createAppointments } from './content/appointments.ts';
import { createCalendars } from './content/calendars.ts';
import { createChanges } from './content/changes.ts';
import { createDrafts } from './content/drafts.ts';
import { createEnteredNumbers } from './content/entered-numbers.ts';
import { createEvidence } from './content/evidence.ts';
import { createGroups } from './content/groups.ts';
import { createHandOvers } from './content/hand-overs.ts';
import { createInvitations } from './content/invitations.ts';
import { createItemReports } from './content/item-reports.ts';
import { createLegalDocuments } from './content/legal-documents.ts';
import { createLinks } from './content/links.ts';
import { createMinutesDrafts } from './content/minutes.ts';
import { createNotebooks } from './content/notebooks.ts';
import { createOffice } from './content/office.ts';
import { createOutlines } from './content/outlines.ts';
import { createPeople } from './content/people.ts';
import { createPlans } from './content/plans.ts';
import { createPractices } from './content/practices.ts';
import { createProofs } from './content/proofs.ts';
import { createReceipts } from './content/receipts.ts';
import { createScores } from './content/scores.ts';
import { createSelfReports } from './content/self-reports.ts';
import { createSessions } from './content/sessions.ts';
import { createSnapshots } from './content/snapshots.ts';
import { createTokens } from './content/tokens.ts';
import { createUnits } from './content/units.ts';
import { createViews } from './content/views.ts';
import { bringUpToDate, StoreRefused } from './format.ts';
import { createBoard } from './queries/board.ts';
import { createRoundFigures } from './queries/figures.ts';
import { createGauges } from './queries/gauges.ts';
import { createOverview } from './queries/overview.ts';
import { createOwed } from './queries/owed.ts';
import { createOwnInspections } from './queries/own-inspections.ts';
import { createPaperList } from './queries/papers.ts';
import { createProgress } from './queries/progress.ts';
import { createSearch } from './queries/search.ts';
import { createStillness } from './queries/stillness.ts';
import { createUnitWork } from './queries/unit-work.ts';
import { createAsks } from './records/asks.ts';
import { createAudit } from './records/audit.ts';
import { createAuditVerdict } from './records/audit-verdict.ts';
import { createChainEnds } from './records/chain-ends.ts';
import { createClocks } from './records/clocks.ts';
import { createFiles } from './records/files.ts';
import { createForetold } from './records/foretold.ts';
import { createLetters } from './records/letters.ts';
import { createLines } from './records/lines.ts';
import { createMatters } from './records/matters.ts';
import { createRegisters } from './records/registers.ts';
import { createRestores } from './records/restores.ts';

/** Everything Đôn Đốc remembers, by collection. */
export type Store = Awaited<ReturnType<typeof openStore>>;

/**
 * Opens the store and makes its indexes. Throws when MongoDB cannot be reached within 5 s, `StoreRefused` for records
 * that are not whole or of a later release.
 */
export async function openStore(uri: string) {
  const db = await connect(uri);
  const ends = createChainEnds(db);
  const matters = createMatters(db);
  const asks = createAsks(db);
  const restores = createRestores(db);
  const audit = createAudit(db, ends);
  const enteredNumbers = createEnteredNumbers(db);
  const collections = {
    matters,
    lines: createLines(db),
    letters: createLetters(db),
    asks,
    audit: { ...audit, ...createAuditVerdict({ audit, asks, ends, matters }) },
    restores,
    registers: createRegisters(db, { restores, enteredNumbers }),
    enteredNumbers,
    files: createFiles(db),
    clocks: createClocks(db),
    snapshots: createSnapshots(db),
    foretold: createForetold(db),
    plans: createPlans(db),
    drafts: createDrafts(db),
    people: createPeople(db),
    appointments: createAppointments(db),
    units: createUnits(db),
    groups: createGroups(db),
    legalDocuments: createLegalDocuments(db),
    outlines: createOutlines(db),
    calendars: createCalendars(db),
    practices: createPractices(db),
    office: createOffice(db),
    changes: createChanges(db, ends),
    accounts: createAccounts(db),
    invitations: createInvitations(db),
    sessions: createSessions(db),
    tokens: createTokens(db),
    links: createLinks(db),
    handOvers: createHandOvers(db),
    views: createViews(db),
    proofs: createProofs(db),
    receipts: createReceipts(db),
    selfReports: createSelfReports(db),
    scores: createScores(db),
    itemReports: createItemReports(db),
    minutesDrafts: createMinutesDrafts(db),
    notebooks: createNotebooks(db),
    evidence: createEvidence(db),
    unitWork: createUnitWork(db),
    stillness: createStillness(db),
    gauges: createGauges(db),
    owed: createOwed(db),
    ownInspections: createOwnInspections(db),
    paperList: createPaperList(db),
    overview: createOverview(db),
    progress: createProgress(db),
    search: createSearch(db),
    board: createBoard(db),
    roundFigures: createRoundFigures(db),
  };
  try {
    if (await restores.isUnderWay())
      throw new StoreRefused(
        'Lần khôi phục trước bị dở nên dữ liệu chưa đủ. Hãy chạy lại npm run restore, thêm --replace.',
      );
    await bringUpToDate(db);
    for (const lined of [collections.units, collections.people, collections.drafts]) await lined.writeLines();
  } catch (error) {
    await db.close();
    throw error;
  }
  return { ...collections, db, close: () => db.close() };
}
