package spheres.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class CsvTableTest {
    @Test
    void listOfObjectsGivesARowEach() throws JsonProcessingException {
        assertThat(csv("[{\"a\": 1, \"b\": \"x\"}, {\"b\": \"y\", \"c\": true}]"))
                .isEqualTo("a,b,c\n1,x,\n,y,true\n");
    }

    @Test
    void cellsWithSeparatorsAreQuoted() throws JsonProcessingException {
        assertThat(csv("[{\"a\": \"one, \\\"two\\\"\", \"b\": \"line\\nbreak\"}]"))
                .isEqualTo("a,b\n\"one, \"\"two\"\"\",\"line\nbreak\"\n");
    }

    @Test
    void objectsWithinAreSpreadOverColumns() throws JsonProcessingException {
        assertThat(csv("{\"a\": {\"b\": 1, \"c\": {\"d\": 2}}, \"e\": [3, 4]}"))
                .isEqualTo("a.b,a.c.d,e\n1,2,\"[3,4]\"\n");
    }

    @Test
    void gridGivesARowForEachPointFirstIndexUp() throws JsonProcessingException {
        assertThat(csv("{\"extent\": 3, \"logits\": [[1, 2], [3, 4]]}"))
                .isEqualTo("x,y,logit\n-3.0,-3.0,1\n3.0,-3.0,2\n-3.0,3.0,3\n3.0,3.0,4\n");
    }

    private static String csv(String json) throws JsonProcessingException {
        return CsvTable.of(new JsonMapper().readTree(json));
    }
}
