/** Why the machine cannot start, in one sentence for the person at the keyboard. */
export class StartFailure extends Error {
  override name = 'StartFailure';
}
