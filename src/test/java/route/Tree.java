package route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small directories as a whole: the bytes of every file, by its path with forward slashes. */
final class Tree {

    private Tree() {}

    /** Nothing where the directory is missing. */
    static Map<String, byte[]> read(Path root) throws IOException {
        var files = new TreeMap<String, byte[]>();
        if (Files.notExists(root)) return files;
        try (var all = Files.walk(root)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Copies what comes with the program to try it on; not what somebody who tried it left there. */
    static void layOut(Path here) throws IOException {
        for (var name : List.of("samples", "jobs")) {
            var files = read(Path.of(name));
            files.keySet().removeIf(it -> it.contains(".results."));
            write(here.resolve(name), files);
        }
    }

    static void write(Path root, Map<String, byte[]> files) throws IOException {
        for (var it : files.entrySet()) {
            var file = root.resolve(it.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, it.getValue());
        }
    }

    static void remove(Path root) throws IOException {
        if (Files.notExists(root)) return;
        try (var all = Files.walk(root)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
