package route.flow;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
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

    /** When the profile of a name was saved; empty where there is none. */
    static Optional<Instant> savedAt(Home home, String name) {
        return new ProfileFiles(home.profiles()).savedAt(name);
    }

    /** Saves a profile under its name; an older one of that name is replaced. Where it lies. */
    static Path save(Home home, Tuned tuned) {
        Home.folder(home.profiles());
        var files = new ProfileFiles(home.profiles());
        files.save(tuned);
        return files.file(tuned.profile().name());
    }
}
