package spheres.opencl;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An OpenCL device is not there, does not suffice or failed. The message says what to do. */
public final class DeviceException extends RuntimeException {
    private static final String WITHOUT_GPU =
            "install the driver of your GPU (those of NVIDIA, AMD and Intel bring OpenCL), or PoCL, which runs on a CPU"
                    + " (Debian: apt-get install pocl-opencl-icd)";

    private DeviceException(String message) {
        super(message);
    }

    private DeviceException(String message, Throwable cause) {
        super(message, cause);
    }

    static DeviceException noPlatform() {
        return new DeviceException("no OpenCL platform found: " + WITHOUT_GPU);
    }

    static DeviceException noLoader(Throwable cause) {
        return new DeviceException(
                "OpenCL's loader can't be loaded (" + cause + "): this platform has none, use --backend cpu", cause);
    }

    static DeviceException noAnswer(OpenClError cause) {
        return new DeviceException(
                "an OpenCL driver does not say what devices it has (" + cause.getMessage()
                        + "): mend or remove it, or use --backend cpu",
                cause);
    }

    static DeviceException noGpu(List<Device> devices) {
        return new DeviceException("no OpenCL device of type GPU found, only " + names(devices)
                + ": install the driver of your GPU, or choose one of these by name or number (--device)");
    }

    static DeviceException unknown(String wanted, List<Device> devices) {
        return new DeviceException("device = \"" + wanted + "\" is not the number or in the name of exactly one of: "
                + names(devices) + "; \"bench devices\" lists them");
    }

    static DeviceException smallGroups(Device device) {
        return new DeviceException(device + " runs at most " + device.largestGroup() + " work-items in a group, "
                + BatchShape.LARGEST_GROUP + " are needed: choose another device (--device)");
    }

    static DeviceException smallLocalMemory(Device device, long needed) {
        return new DeviceException(device + " has " + device.localMemory() + " bytes of local memory, " + needed
                + " are needed: choose another device (--device)");
    }

    static DeviceException smallMemory(Device device, long needed, long largest) {
        return smallMemory(device, needed, largest, "choose a smaller network or batch, or another device (--device)");
    }

    static DeviceException smallMemoryOfInference(Device device, long needed, long largest) {
        return smallMemory(device, needed, largest, "choose another device (--device), or --backend cpu");
    }

    private static DeviceException smallMemory(Device device, long needed, long largest, String advice) {
        return new DeviceException(String.format(
                Locale.ROOT,
                "%s has %.1f MiB of memory (%.1f MiB at most in one piece), %.1f MiB are needed (%.1f MiB in one piece): %s",
                device,
                mebibytes(device.memory()),
                mebibytes(device.largestBuffer()),
                mebibytes(needed),
                mebibytes(largest),
                advice));
    }

    static DeviceException memoryTaken(Device device, long needed, OpenClError cause) {
        return memoryTaken(device, needed, cause, "choose a smaller network or batch, or another device (--device)");
    }

    static DeviceException memoryTakenFromInference(Device device, long needed, OpenClError cause) {
        return memoryTaken(device, needed, cause, "choose another device (--device), or --backend cpu");
    }

    private static DeviceException memoryTaken(Device device, long needed, OpenClError cause, String advice) {
        return new DeviceException(
                String.format(
                        Locale.ROOT,
                        "%s has no %.1f MiB of its %.1f MiB of memory free (%s): end what else uses it, %s",
                        device,
                        mebibytes(needed),
                        mebibytes(device.memory()),
                        cause.getMessage(),
                        advice),
                cause);
    }

    static DeviceException notBuilt(Device device, Path log, OpenClError cause) {
        return new DeviceException(
                "the kernels do not compile on " + device + " (" + cause.getMessage() + "): the compiler's log is in "
                        + log + "; update the driver, or choose another device (--device)",
                cause);
    }

    static DeviceException failed(Device device, OpenClError cause) {
        return new DeviceException(
                device + " can't be used (" + cause.getMessage() + "): choose another device (--device)", cause);
    }

    static DeviceException lost(Device device, long step, OpenClError cause) {
        return new DeviceException(
                device + " was lost after step " + step + " (" + cause.getMessage()
                        + "): the last checkpoint stands; call again to go on from it, with --backend cpu if need be",
                cause);
    }

    static DeviceException lostInInference(Device device, OpenClError cause) {
        return new DeviceException(
                device + " was lost (" + cause.getMessage() + "): call again, with --backend cpu if need be", cause);
    }

    private static double mebibytes(long bytes) {
        return bytes / (double) (1 << 20);
    }

    private static String names(List<Device> devices) {
        return devices.stream().map(device -> device.number() + ": " + device).collect(Collectors.joining("; "));
    }
}
