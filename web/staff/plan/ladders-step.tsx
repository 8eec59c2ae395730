import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { termNames } from '../../../domain/duty-terms.ts';
import type { DutyTerm, TermName } from '../../../domain/duty-terms.ts';
import { ladderNames } from '../../../domain/ladder.ts';
import type { Ladder, LadderName } from '../../../domain/ladder.ts';
import {
  changesNothing,
  chasedBy,
  practiceChanges,
  sameLadder,
  sameTerm,
  versionName,
} from '../../../domain/practice.ts';
import type { Practice } from '../../../domain/practice.ts';
import { LadderSection } from '../parts/ladder-section.tsx';
import type { OwnWords } from '../parts/ladder-section.tsx';
import { PracticeDifference, practiceOf } from '../parts/practice.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { TermsTable } from '../parts/terms-table.tsx';
import { usePlan } from './plan-context.ts';
import type { PlanFields } from './plan-context.ts';
import { withoutKey } from './without-key.ts';

const words: OwnWords = { differs: 'khác thường lệ', back: 'Về như thường lệ', was: 'thường lệ' };

/** How louder and louder each duty is chased, and how long each has: as usual, or as this round wants it. */
export function LaddersStep() {
  const { plan, places } = usePlan();
  const practice = useQuery(practiceOf(plan.practice ?? 0));
  const wrong = places.filter(({ at }) => ['ladders', 'terms', 'practice'].some((part) => at.startsWith(part)));
  return (
    <div className="ladders">
      <h2>Lịch nhắc</h2>
      <p className="soft">
        Việc nào chưa xong thì được nhắc theo các mức dưới đây, mỗi người nhiều nhất một thư nhắc mỗi ngày làm việc.
        Xong việc thì thôi nhắc.
      </p>
      {wrong.map(({ at, sentence }) => (
        <p className="late" role="alert" key={`${at} ${sentence}`}>
          {sentence}
        </p>
      ))}
      {practice.isPending && <Loading what="lịch nhắc chung" />}
      {practice.isError && <Failed error={practice.error} again={() => void practice.refetch()} />}
      {practice.data && <Chased by={practice.data} newest={practice.data.newest} />}
    </div>
  );
}

function Chased({ by, newest }: { by: Practice; newest: number }) {
  const { plan, change, closed } = usePlan();
  const { ladders, terms } = chasedBy(plan, by);
  const setLadder = (name: LadderName, next: Ladder | undefined) =>
    change(({ ladders: own = {}, ...now }) => {
      const others = withoutKey(own, name);
      const all = next === undefined || sameLadder(next, by.ladders[name]) ? others : { ...others, [name]: next };
      return Object.keys(all).length === 0 ? now : { ...now, ladders: all };
    });
  const setTerm = (name: TermName, next: DutyTerm | undefined) =>
    change(({ terms: own = {}, ...now }) => {
      const { [name]: _, ...others } = own;
      const all = next === undefined || sameTerm(next, by.terms[name]) ? others : { ...others, [name]: next };
      return Object.keys(all).length === 0 ? now : { ...now, terms: all };
    });
  const may = closed === undefined;
  return (
    <>
      <p>
        Thường lệ của đợt: lịch nhắc và thời hạn chung, <strong>{versionName(by.version)}</strong>.
      </p>
      {newest > by.version && <Newer by={by} newest={newest} />}
      {ladderNames.map((name) => (
        <LadderSection
          key={`${name} ${by.version}`}
          name={name}
          ladder={ladders[name]}
          usual={by.ladders[name]}
          words={words}
          set={may ? (next) => setLadder(name, next) : undefined}
        />
      ))}
      <h2>Thời hạn từng việc</h2>
      <TermsTable terms={terms} usual={by.terms} words={words} set={may ? setTerm : undefined} />
    </>
  );
}

/** The plan under another version: what it had otherwise stays, unless that is now usual. */
function under(plan: PlanFields, practice: Practice): PlanFields {
  const { ladders = {}, terms = {}, ...others } = plan;
  const ownLadders = Object.fromEntries(
    ladderNames.flatMap((name) => {
      const own = ladders[name];
      return own && !sameLadder(own, practice.ladders[name]) ? [[name, own]] : [];
    }),
  );
  const ownTerms = Object.fromEntries(
    termNames.flatMap((name) => {
      const own = terms[name];
      return own && !sameTerm(own, practice.terms[name]) ? [[name, own]] : [];
    }),
  );
  return {
    ...others,
    practice: practice.version,
    ...(Object.keys(ownLadders).length > 0 ? { ladders: ownLadders } : {}),
    ...(Object.keys(ownTerms).length > 0 ? { terms: ownTerms } : {}),
  };
}

/** The office chases otherwise since the plan was begun: what would change here, and the way there. */
function Newer({ by, newest }: { by: Practice; newest: number }) {
  const { plan, change, closed } = usePlan();
  const newer = useQuery(practiceOf(newest));
  if (!newer.data) return undefined;
  const [now, then] = [chasedBy(plan, by), chasedBy(plan, newer.data)];
  return (
    <Alert
      type="info"
      showIcon
      className="newer-practice"
      title={`Cơ quan đã có ${versionName(newest)} sau khi đợt này được lập. Đợt giữ ${versionName(by.version)} nếu không chuyển.`}
      description={
        <>
          {changesNothing(practiceChanges(now, then)) ? (
            <p>Những chỗ ấy đợt này đã đặt riêng nên chuyển cũng không khác.</p>
          ) : (
            <details>
              <summary>Chuyển sang {versionName(newest)} thì khác những gì</summary>
              <PracticeDifference before={now} after={then} />
            </details>
          )}
          {closed === undefined && (
            <Button onClick={() => change((fields) => under(fields, newer.data))}>
              Chuyển sang {versionName(newest)}
            </Button>
          )}
        </>
      }
    />
  );
}
