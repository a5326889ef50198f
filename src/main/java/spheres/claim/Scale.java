package spheres.claim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How large the samples of a run are. */
public enum Scale {
    /** Minutes on two cores. */
    QUICK,
    /** The paper's own sample counts. */
    PAPER;

    /** The scale of the given name, as it stands in claim files and in {@code -Dspheres.scale}. */
    @JsonCreator
    public static Scale named(String name) {
        for (Scale scale : values()) {
            if (scale.toString().equals(name)) {
                return scale;
            }
        }
        throw new IllegalArgumentException("scale = " + name + " is not one of quick, paper");
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
