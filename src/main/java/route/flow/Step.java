package route.flow;

import route.store.JobRecord;

/** One leg of a job: finds in the store what is due, does it, writes it down. Again is always safe. */
interface Step {

    /** Does a bounded amount of work; how many things it moved on, 0 where nothing was due. */
    int advance(JobRecord job);
}
