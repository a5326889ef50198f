package spheres.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a network's parameters begin: a function of the architecture and a seed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RandomInitialisation.class, name = "random"),
    @JsonSubTypes.Type(value = PerfectInitialisation.class, name = "perfect")
})
public sealed interface Initialisation permits RandomInitialisation, PerfectInitialisation {

    /** The default: {@link RandomInitialisation#GLOROT_UNIFORM}. */
    Initialisation DEFAULT = RandomInitialisation.GLOROT_UNIFORM;

    /** The parameter vector of a new network, in the architecture's order. */
    float[] parameters(Architecture architecture, long seed);
}
