package spheres.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Data of a figure as a table of comma-separated values: what a chart is drawn from, and what a reader can take away. */
final class CsvTable {
    private CsvTable() {}

    /**
     * A list of objects gives a row each, a grid of logits a row for each of its points, anything else a single row.
     * Objects within objects are spread over columns with a dot in their names.
     */
    static String of(JsonNode data) {
        List<ObjectNode> rows = new ArrayList<>();
        if (data.path("logits").isArray() && data.path("extent").isNumber()) {
            grid(data, rows);
        } else if (data.isArray()) {
            data.forEach(element -> rows.add(flat(element)));
        } else {
            rows.add(flat(data));
        }
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
        StringBuilder text = new StringBuilder(line(columns.stream().toList()));
        for (ObjectNode row : rows) {
            text.append(
                    line(columns.stream().map(column -> cell(row.get(column))).toList()));
        }
        return text.toString();
    }

    /** Points in the plane from -extent to extent; the first index of the grid is y. */
    private static void grid(JsonNode data, List<ObjectNode> rows) {
        double extent = data.path("extent").doubleValue();
        JsonNode logits = data.path("logits");
        int last = logits.size() - 1;
        for (int i = 0; i <= last; i++) {
            for (int j = 0; j <= last; j++) {
                rows.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("x", coordinate(j, last, extent))
                        .put("y", coordinate(i, last, extent))
                        .set("logit", logits.path(i).path(j)));
            }
        }
    }

    private static double coordinate(int index, int last, double extent) {
        return Math.rint(1e6 * extent * (2.0 * index / last - 1)) / 1e6;
    }

    private static ObjectNode flat(JsonNode value) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        spread("", value, row);
        return row;
    }

    private static void spread(String name, JsonNode value, ObjectNode row) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> spread(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), row));
        } else {
            row.set(name.isEmpty() ? "value" : name, value);
        }
    }

    private static String cell(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
