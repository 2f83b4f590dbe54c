package route.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path directory;

    @Test
    void whatAFullDiskTookAPartOfIsTakenOffAndWrittenOnceLater() throws Exception {
        var file = Files.writeString(directory.resolve("lines"), "one\n");
        var disk = new FullDisk(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), 13);
        try (var journal = new Journal(disk, file)) {
            journal.add("two");
            journal.commit();
            journal.add("three");
            journal.add("four");
            assertThrows(IOException.class, journal::commit);
            assertEquals(List.of("one", "two"), Files.readAllLines(file));
            journal.add("five");
            disk.makeRoom();
            journal.commit();
        }
        assertEquals(List.of("one", "two", "three", "four", "five"), Files.readAllLines(file));
    }
}
