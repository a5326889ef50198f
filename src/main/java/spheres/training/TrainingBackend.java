package spheres.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spheres.engine.Backend;
import spheres.engine.HostBackend;
import spheres.opencl.Device;
import spheres.opencl.DeviceBackend;

/** What computes a training's steps, by the name that plans and the command line use. */
public enum TrainingBackend {
    /** The CPU's own engine. */
    @JsonProperty("cpu")
    CPU(HostBackend.CPU),
    /** An OpenCL device, a GPU where none is named. */
    @JsonProperty("gpu")
    GPU(null),
    /** ND4J's operations, slower. */
    @JsonProperty("nd4j")
    ND4J(HostBackend.ND4J),
    /** DL4J's own {@code fit}, the slow reference. */
    @JsonProperty("dl4j")
    DL4J(HostBackend.DL4J);

    private final @Nullable HostBackend host;

    TrainingBackend(@Nullable HostBackend host) {
        this.host = host;
    }

    /**
     * The backend itself.
     *
     * @param device number or name of the device, for {@link #GPU} only; a GPU where there is none
     * @throws spheres.opencl.DeviceException where {@link #GPU} finds no such device
     */
    public Backend on(Optional<String> device) {
        if (host == null) {
            return new DeviceBackend(Device.choose(device));
        }
        device.ifPresent(name -> {
            throw new IllegalArgumentException("device = \"" + name + "\" is of backend gpu, not "
                    + name().toLowerCase(Locale.ROOT) + ": leave it out");
        });
        return host;
    }
}
