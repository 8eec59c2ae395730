import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import './office.css';

/** A page of the administration: the way back, what it is, what one can do with the whole. */
export function OfficeFrame({
  title,
  lead,
  up,
  acts,
  children,
}: {
  title: string;
  lead?: ReactNode;
  /** The page it belongs under, beside the index. */
  up?: ReactNode;
  acts?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <nav className="way-back" aria-label="Đường về">
        <Link to="/quan-tri">Quản trị</Link>
        {up !== undefined && <> › {up}</>}
      </nav>
      <div className="head-and-acts">
        <h1>{title}</h1>
        {acts !== undefined && <div className="acts">{acts}</div>}
      </div>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </>
  );
}

/** What is known of one thing: a name and what stands there; what is empty is left out. */
export const Facts = ({ of }: { of: [string, ReactNode][] }) => (
  <dl className="office-facts">
    {of
      .filter(([, value]) => value !== undefined && value !== '' && value !== false)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
