package route.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;

/** Turns what a call carries into OkHttp's form. All of it may be written once only, so OkHttp never sends it again. */
final class Bodies {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final MediaType JSON_LINES = MediaType.get("application/jsonl");

    private Bodies() {}

    static RequestBody of(Body body) {
        if (body instanceof Body.Empty) return new OnceBytes(new byte[0], null);
        if (body instanceof Body.Json it) return new OnceBytes(it.text().getBytes(StandardCharsets.UTF_8), JSON);
        if (body instanceof Body.JsonFile it) return new OnceFile(it.file(), JSON);
        if (body instanceof Body.RawFile it) return new OnceFile(it.file(), MediaType.get(it.type()));
        if (body instanceof Body.JsonPart it) return new OncePart(it);
        if (body instanceof Body.Form it) return form(it);
        throw new AssertionError(body);
    }

    static boolean isFile(Body body) {
        return body instanceof Body.JsonFile
                || body instanceof Body.RawFile
                || body instanceof Body.JsonPart
                || body instanceof Body.Form;
    }

    private static RequestBody form(Body.Form form) {
        var parts = new MultipartBody.Builder().setType(MultipartBody.FORM);
        form.fields().forEach(parts::addFormDataPart);
        return parts.addFormDataPart("file", form.fileName(), new OnceFile(form.file(), JSON_LINES))
                .build();
    }

    private static final class OnceBytes extends RequestBody {
        private final byte[] bytes;
        private final MediaType type;

        OnceBytes(byte[] bytes, MediaType type) {
            this.bytes = bytes;
            this.type = type;
        }

        @Override
        public MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }

    private static final class OnceFile extends RequestBody {
        private final Path file;
        private final MediaType type;
        private final long length;

        OnceFile(Path file, MediaType type) {
            this.file = file;
            this.type = type;
            try {
                this.length = Files.size(file);
            } catch (IOException trouble) {
                throw new UncheckedIOException("cannot read " + file, trouble);
            }
        }

        @Override
        public MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (var source = Okio.source(file)) {
                sink.writeAll(source);
            }
        }
    }

    private static final class OncePart extends RequestBody {
        private final Body.JsonPart part;
        private final byte[] head;
        private final byte[] tail;

        OncePart(Body.JsonPart part) {
            this.part = part;
            this.head = part.head().getBytes(StandardCharsets.UTF_8);
            this.tail = part.tail().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return head.length + part.length() + tail.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(head);
            try (var file = Files.newByteChannel(part.file())) {
                file.position(part.start());
                sink.write(Okio.source(Channels.newInputStream(file)), part.length());
            }
            sink.write(tail);
        }
    }
}
