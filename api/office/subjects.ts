import type { Duty } from '../../domain/duty.ts';
import type { Owing } from '../../store/queries/owed.ts';
import { unitNames } from '../campaigns/rounds.ts';
import type { Deps } from '../deps.ts';
import { namedPapers } from '../papers/issued.ts';

/** What a row is about in words: the unit, and what is asked of it, put to whom, or written; read once for all rows. */
export async function subjectsOf({ store }: Pick<Deps, 'store'>, matters: readonly Owing[]) {
  const papers = matters.flatMap(({ id, process, paper }) => (process === 'paper' ? id : (paper ?? [])));
  const proposals = matters.flatMap(({ process, content }) => (process === 'proposal' && content ? content : []));
  const [lines, named, texts, served] = await Promise.all([
    store.unitWork.linesOf(matters.flatMap(({ paper }) => paper ?? [])),
    namedPapers(store, papers),
    store.snapshots.getMany<{ text: string }>(proposals),
    store.unitWork.servedBy(
      matters.flatMap(({ process, snapshot }) => (process === 'paper' && snapshot ? snapshot : [])),
    ),
  ]);
  const unitOf = ({ place, snapshot }: Owing) => place.unit ?? alone(served.get(snapshot ?? ''));
  const nameOf = await unitNames(
    store,
    matters.flatMap((matter) => unitOf(matter) ?? []),
  );
  const textOf = ({ id, process, paper, lines: owed, content }: Owing, about: number | undefined) => {
    if (process === 'paper') return named.get(id)?.name;
    if (process === 'proposal') return texts.get(content ?? '')?.body.text;
    const line = owed?.find(({ n }) => n === about)?.requirement;
    return lines.find((one) => one.paper === paper && one.requirement === line)?.text;
  };
  return (matter: Owing, { about }: Duty) => {
    const unit = unitOf(matter);
    const subject = textOf(matter, about);
    const units = served.get(matter.snapshot ?? '')?.length;
    return {
      ...(unit === undefined ? {} : { unit: { id: unit, name: nameOf(unit) } }),
      ...(subject === undefined ? {} : { subject }),
      ...(units === undefined || unit !== undefined ? {} : { units }),
    };
  };
}

const alone = (units: readonly string[] | undefined): string | undefined =>
  units?.length === 1 ? units[0] : undefined;
