package spheres.opencl;

import java.util.List;
import spheres.engine.Backend;
import spheres.engine.TrainingData;
import spheres.network.Network;
import spheres.network.RunningStatistics;

/**
 * Trains on an OpenCL device. The steps agree with the CPU's within rounding, the samples bit for bit; two runs on the same
 * device with the same driver give the same bits.
 *
 * @param device where
 * @param profiled whether kernels are timed, which slows them down
 */
public record DeviceBackend(Device device, boolean profiled) implements Backend {

    /** Without timing. */
    public DeviceBackend(Device device) {
        this(device, false);
    }

    /**
     * Opens an engine; the number of threads does not matter.
     *
     * @throws DeviceException where the device does not suffice or fails
     */
    @Override
    public DeviceEngine open(
            Network start, TrainingData data, int batch, int threads, List<RunningStatistics> further) {
        return new DeviceEngine(this, start, data, batch, further);
    }

    @Override
    public DeviceEngine open(Network start, TrainingData data, int batch, int threads) {
        return open(start, data, batch, threads, List.of());
    }
}
