import type { Request, Response } from 'express';
import { printable } from '../../domain/document.ts';
import { Refusal } from '../../domain/refusal.ts';
import { dueLine } from '../../web/pages/due.ts';
import { extensionPage } from '../../web/pages/extension.ts';
import { itemPage } from '../../web/pages/item.ts';
import type { ExtensionView } from '../../web/pages/extension.ts';
import type { Deps } from '../deps.ts';
import { unitName } from './inspection-page.ts';
import { dayOf, namedPaper } from '../papers/issued.ts';
import { requestExtension } from '../items/item-decisions.ts';
import { itemView } from './item-page.ts';
import { findItem, isExtendable, owedFor, requirementOf } from '../items/item-record.ts';
import type { Visitor } from './links.ts';
import { keyOf, readable, saidOf, show, statusFor } from './page-answers.ts';
import { frameOf, newKey, places } from './page-frame.ts';

const mostReasonLetters = 2_000;

type Typed = Partial<Omit<ExtensionView['form'], 'action'>>;

/** Undefined where no more time can be asked for: the item's own page says why. */
async function extensionView(
  deps: Deps,
  visitor: Visitor,
  id: string,
  typed: Typed = {},
): Promise<ExtensionView | undefined> {
  const found = await findItem(deps, id);
  const { remediation } = found;
  if (!visitor.matters.some((own) => own.id === remediation.id)) throw new Refusal('not-found');
  if (!isExtendable(found)) return undefined;
  const [frame, unit, requirement, paper, day] = await Promise.all([
    frameOf(deps, visitor),
    unitName(deps, remediation.place.unit),
    requirementOf(deps, found),
    namedPaper(deps.store, remediation.paper),
    dayOf(deps, remediation),
  ]);
  const owed = owedFor(found);
  const where = places(visitor.base);
  return {
    ...frame,
    unit,
    item: { href: where.item(id), text: requirement?.text ?? 'Nội dung khắc phục' },
    due: owed && dueLine(owed, remediation, day, (basis) => (basis === remediation.paper ? paper.name : undefined)),
    form: {
      action: where.extension(id),
      key: typed.key ?? newKey(),
      until: typed.until ?? '',
      reason: typed.reason ?? '',
      faults: typed.faults ?? {},
    },
  };
}

export async function showExtension(deps: Deps, res: Response, visitor: Visitor, id: string): Promise<void> {
  const view = await extensionView(deps, visitor, id);
  if (view) return show(res, extensionPage(view));
  res.redirect(303, places(visitor.base).item(id));
}

/** Answers the form: asked for, or the form again with what is wrong at its field. */
export async function answerExtension(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
  fields: Record<string, string>,
): Promise<void> {
  const { until = '', reason: typed = '', key = '' } = fields;
  const reason = printable(typed).trim();
  const again = async (faults: Typed['faults'], status: number, said?: ExtensionView['said']) => {
    const view = await extensionView(deps, visitor, id, { until, reason: typed, key, ...(faults ? { faults } : {}) });
    if (view) return show(res, extensionPage({ ...view, ...(said ? { said } : {}) }), status);
    // decided meanwhile, or closed: what was typed stands on the page that says so
    const item = await itemView(deps, visitor, id);
    const text = `Chưa nhận đề nghị này: lúc này nội dung không xin gia hạn thêm được (${item.state}).${typed.trim() === '' ? '' : ` Lý do bạn vừa ghi: ${typed.trim()}`}`;
    show(res, itemPage({ ...item, said: { kind: 'warn', text } }), 409);
  };
  const { remediation } = await findItem(deps, id);
  if (!visitor.matters.some((own) => own.id === remediation.id)) throw new Refusal('not-found');
  const day = readable(until);
  const faults = {
    ...(until.trim() === ''
      ? { until: 'Hãy ghi ngày đơn vị xin gia hạn đến.' }
      : day instanceof Refusal
        ? { until: day.message }
        : {}),
    ...(reason === '' ? { reason: 'Hãy ghi lý do xin gia hạn.' } : {}),
    ...(reason.length > mostReasonLetters ? { reason: 'Lý do dài hơn 2.000 chữ. Hãy rút gọn.' } : {}),
  };
  if (day instanceof Refusal || Object.keys(faults).length > 0) return again(faults, 422);
  try {
    const once = keyOf(visitor, fields, JSON.stringify([day, reason]));
    await requestExtension(deps, req, id, { until: day, reason, evidence: [] }, once);
    res.redirect(303, places(visitor.base).item(id));
  } catch (error) {
    const code = error instanceof Refusal ? error.code : undefined;
    const said = saidOf(error);
    if (code === 'extension-not-later' || code === 'due-in-past') return again({ until: said.text }, 422);
    await again({}, statusFor(error), said);
  }
}
