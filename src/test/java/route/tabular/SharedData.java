package route.tabular;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Real and hostile inputs that lie beside the project, where they do; tests that want them are skipped elsewhere. */
final class SharedData {

    private SharedData() {}

    static Path root() {
        var named = Optional.ofNullable(System.getProperty("ROUTE_SHARED_DATA"))
                .or(() -> Optional.ofNullable(System.getenv("ROUTE_SHARED_DATA")));
        var root = Path.of(named.orElse("../shared/data")).toAbsolutePath().normalize();
        Assumptions.assumeTrue(Files.isDirectory(root), "no shared data beside the project");
        return root;
    }
}
