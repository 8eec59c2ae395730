import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Problem, problemOf } from '../parts/ask.ts';
import { Failed } from '../parts/states.tsx';

const wide = '(min-width: 1100px)';

/** Wide enough for a page beside the text, in a browser that shows PDFs in place. */
function useRoom(): boolean {
  const [room, setRoom] = useState(matchMedia(wide).matches);
  useEffect(() => {
    const query = matchMedia(wide);
    const told = () => setRoom(query.matches);
    query.addEventListener('change', told);
    return () => query.removeEventListener('change', told);
  }, []);
  return room && navigator.pdfViewerEnabled;
}

/** A PDF of the API, beside the text where there is room, else behind its link. `of` changes when what it shows does. */
export function Proof({ path, of, name, title }: { path: string; of: string; name: string; title: string }) {
  const room = useRoom();
  const proof = useQuery({
    queryKey: ['proof', path, of],
    queryFn: ({ signal }) => pdfAt(path, signal),
    enabled: room,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
  const shown = useAddress(proof.data);
  return (
    <section className="proof" aria-label={title}>
      <div className="proof-head">
        <a href={`/api${path}`} target="_blank" rel="noopener">
          {name}
        </a>
        {room && (
          <span className="soft" role="status">
            {proof.isFetching ? 'Đang in thử…' : ''}
          </span>
        )}
        {room && proof.isError && (
          <Button size="small" onClick={() => void proof.refetch()}>
            In lại
          </Button>
        )}
      </div>
      {room && proof.isError && <Failed error={proof.error} />}
      {room && shown !== undefined && <iframe title={title} src={`${shown}#toolbar=0&navpanes=0&view=FitH`} />}
    </section>
  );
}

async function pdfAt(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(`/api${path}`, { signal });
  if (response.ok) return response.blob();
  throw new Problem(problemOf(response.status, await response.text()));
}

/** An address of its own for as long as it is shown. */
function useAddress(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
