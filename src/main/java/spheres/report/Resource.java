package spheres.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Text from the class path, and how it may stand within a page. */
final class Resource {
    private Resource() {}

    static String text(String path) throws IOException {
        try (InputStream in = Resource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException(path + " is not on the class path: build with 'mvn package'");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** JavaScript as it may stand within a script element: only its strings and patterns can hold what ends one. */
    static String inScript(String code) {
        return code.replaceAll("(?i)</(?=script)", "<\\\\/");
    }

    /** Likewise for JSON. */
    static String jsonInScript(String json) {
        return json.replace("<", "\\u003c");
    }
}
