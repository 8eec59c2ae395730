import { Router } from 'express';
import type { Request, Response } from 'express';

const at = (req: Request, name: string): string => encodeURIComponent(String(req.params[name] ?? ''));

/** What of an address stays, under the names it has now. */
function kept(req: Request, names: Record<string, string>, more: Record<string, string> = {}): string {
  const said = new URLSearchParams(more);
  for (const [old, now] of Object.entries(names)) {
    const value = req.query[old];
    if (typeof value === 'string' && value !== '') said.set(now, value.slice(0, 300));
  }
  return said.size === 0 ? '' : `?${said.toString()}`;
}

/**
 * Letters that left before the leaders' page was part of the application lead to `/bang-theo-doi`: each of its
 * addresses goes on to the page that answers the same question now. Whoever is not signed in is asked to there.
 */
export function formerBoard(): Router {
  const router = Router({ caseSensitive: true });
  const moved = (path: string, to: (req: Request) => string) =>
    router.get(path, (req: Request, res: Response) => res.redirect(301, to(req)));
  moved('/', () => '/dot');
  moved('/:round', (req) => {
    const filters = { nhom: 'nhom', doan: 'doan', tre: 'tre', cho: 'cho', buoc: 'buoc' };
    return `/dot/${at(req, 'round')}${kept(req, filters)}`;
  });
  moved('/:round/don-vi/:unit', (req) => `/don-vi/${at(req, 'unit')}`);
  moved('/:round/noi-dung', (req) => {
    const filters = { 'don-vi': 'donVi', 'tinh-trang': 'tinhTrang', tre: 'quaHan' };
    return `/theo-doi${kept(req, filters, { dot: String(req.params['round']) })}`;
  });
  moved('/:round/noi-dung/:item', (req) => `/viec/${at(req, 'item')}`);
  moved('/:round/van-ban', (req) => `/dot/${at(req, 'round')}/van-ban`);
  moved('/:round/van-ban/:paper', (req) => `/van-ban/${at(req, 'paper')}`);
  moved('/:round/thu', (req) => `/dot/${at(req, 'round')}/thu${kept(req, { 'don-vi': 'don-vi' })}`);
  moved('/:round/thu/:letter', (req) => `/dot/${at(req, 'round')}/thu?thu=${at(req, 'letter')}`);
  return router;
}
