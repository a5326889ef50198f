package spheres.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The families of networks, each with an {@link Architecture} of its own; in files and messages in lower case. */
public enum Family {
    /** {@link ReluArchitecture}. */
    @JsonProperty("relu")
    RELU,
    /** {@link QuadraticArchitecture}. */
    @JsonProperty("quadratic")
    QUADRATIC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
