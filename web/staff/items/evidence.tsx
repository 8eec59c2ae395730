import { sizeOf } from '../parts/size.ts';

/** A file as the API names it. */
interface File {
  id: string;
  name: string;
  size: number;
  type?: string;
  /** Of which incident. */
  incident?: number | undefined;
}

const shown = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Files to be opened or saved; pictures are seen at once. */
export const Evidence = ({ files }: { files: readonly File[] }) => (
  <ul className="evidence">
    {files.map(({ id, name, size, type = '', incident }) => (
      <li key={id}>
        <a href={`/api/files/${id}`} download={name}>
          {shown.includes(type) && <img src={`/api/files/${id}`} alt="" loading="lazy" />}
          <span>
            {name} <span className="soft">{sizeOf(size)}</span>
            {incident !== undefined && <span className="soft"> · vụ {incident}</span>}
          </span>
        </a>
      </li>
    ))}
  </ul>
);
