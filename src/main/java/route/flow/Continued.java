package route.flow;

import java.util.ArrayList;
import java.util.List;
import route.domain.JobSpec;
import route.domain.Lane;

/**
 * What an open job makes of settings that it is handed in with again and that do not make it another job: takes over what
 * it safely can, and says what it does not.
 *
 * @param spec the job's settings from now on
 * @param notes what changed and what did not, for a person
 */
record Continued(JobSpec spec, List<String> notes) {

    static Continued of(JobSpec stored, JobSpec given) {
        var notes = new ArrayList<String>();
        if (!stored.budget().equals(given.budget())) notes.add("its budget is changed");
        var lane = given.urgency().lane();
        if (!stored.urgency().lane().equals(lane)) {
            notes.add("from now on its lane is " + lane.map(Lane::label).orElse("chosen by price and deadline")
                    + ", for rows that are in no batch yet");
        }
        if (!stored.urgency().deadline().equals(given.urgency().deadline())) notes.add(deadline(stored));
        if (!stored.delivery().equals(given.delivery())) {
            notes.add("its results still go to " + place(stored) + "; once it is delivered, -o writes them elsewhere");
        }
        return new Continued(stored.goingOnAs(given), notes);
    }

    private static String deadline(JobSpec stored) {
        var said = stored.urgency().deadline();
        return "its deadline stays " + (said.isEmpty() ? "none" : said + " as it was when it was created")
                + ", for its rows carry it; --again makes a new job";
    }

    private static String place(JobSpec stored) {
        return stored.delivery().isStdout()
                ? "standard output"
                : stored.delivery().path();
    }
}
