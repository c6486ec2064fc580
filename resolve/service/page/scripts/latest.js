/** Only the latest of several requests counts: the one before is given up when another begins. */

/** @returns {(work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>} false if it was given up. */
export function latest() {
  let running = new AbortController();
  return async (work) => {
    running.abort();
    const mine = new AbortController();
    running = mine;
    try {
      await work(mine.signal);
      return true;
    } catch (error) {
      if (mine.signal.aborted) {
        return false;
      }
      throw error;
    }
  };
}
