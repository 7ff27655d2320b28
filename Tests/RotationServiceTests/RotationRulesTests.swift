import TaoliHost
import TaoliRuntime
import Testing

@testable import RotationService
