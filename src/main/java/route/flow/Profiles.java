package route.flow;

import java.nio.file.Path;
import route.domain.JobSpec;
import route.domain.Tuned;
import route.store.ProfileFiles;

/** The profiles that {@code route tune} saved in a home. */
final class Profiles {
    private Profiles() {}

    /** The same job with a copy of every profile that it names. */
    static JobSpec whole(Home home, JobSpec spec) {
        var files = new ProfileFiles(home.profiles());
        var found = spec.judging().names().stream().map(files::load).toList();
        return found.isEmpty() ? spec : spec.with(spec.judging().with(found));
    }

    /** Saves a profile under its name; an older one of that name is replaced. Where it lies. */
    static Path save(Home home, Tuned tuned) {
        Home.folder(home.profiles());
        var files = new ProfileFiles(home.profiles());
        files.save(tuned);
        return files.file(tuned.profile().name());
    }
}
