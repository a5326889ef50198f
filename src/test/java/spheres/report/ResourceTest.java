package spheres.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileNotFoundException;
import org.junit.jupiter.api.Test;

class ResourceTest {
    @Test
    void codeCannotEndItsScriptElement() {
        assertThat(Resource.inScript("a</script>b</SCRIPT >c</b>")).isEqualTo("a<\\/script>b<\\/SCRIPT >c</b>");
    }

    @Test
    void jsonHasNoBracketThatOpens() {
        assertThat(Resource.jsonInScript("{\"a\":\"<!--<script>\"}")).isEqualTo("{\"a\":\"\\u003c!--\\u003cscript>\"}");
    }

    @Test
    void missingResourceIsNamed() {
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> Resource.text("/spheres/nothing"))
                .withMessage("/spheres/nothing is not on the class path: build with 'mvn package'");
    }
}
