"""Words that programs write in their messages: the only ones that a template may show.

That a word is constant in a log does not make it safe. On a machine of one user, or in the log of
one call centre's agent, the name is as constant as "sent to". Whoever reads a template must know
that no name can be in it, so a word stands only if it is listed here; every other is ``*``. Words
that are names as well (mark, grant, will, bill, may, park, young, lee, no, an) are left out.
"""

from __future__ import annotations

_ENGLISH = """
a abort aborted accept accepted access account action activate activated active add added address
after again agent alert all allow allowed already and api app application apply applied approve
approved are as assign assigned async at attach attached attempt attempts audit auth
authenticate authenticated authentication authorization authorize authorized available

backend backup bad banned batch because been before begin being between birth block blocked body
bounce bounced browser buffer but by bytes cache cached call callback called caller cancel
cancelled canceled cannot card cart change changed channel charge charged check checked checkout
checking clear cleared click clicked client close closed code command commit committed complete
completed config configuration confirm confirmation confirmed connect connected connecting
connection connections consent contact content cookie copied copy could count coupon create
created creating credential credentials customer

data database date debug declined default deferred delay delayed delete deleted deleting deliver
delivered delivery denied deny deposit destination detail details detected device did disabled
disconnect disconnected disconnecting dispatch dispatched domain done download downloaded draft
drop dropped due duplicate duration

edit edited email enable enabled end ended endpoint enqueue enqueued enter entered entry error
errors event exceeded exception exec execute executed executing exist exists expire expired export
exported external fail failed failing failure fatal fax fetch fetched fetching field file finish
finished first flush for forbidden form forward forwarded found from full gateway generate generated
get given got group guest handle handled handler has have header heartbeat host id identity ignored
image import imported in incoming incorrect info input insert inserted internal into invalid
invitation invite invited invoice ip is issue issued item items its job join joined

key kind last launch left length level limit line link linked list listen listening load loaded
loading local lock locked log logged login logon logout lookup lost mail mailed mailing manager
match matched member memo merge merged message messages method missing mobile modified modify
module monitor move moved ms name network new not notice notification notified notify notifying
now number of off offline ok old on once one online only open opened operation operator opt option
or order origin otp out outgoing over own owner

parameter parse parsed parsing partner passed password path pay payload payment pending
permission phone pin ping policy poll pool port post posted preauth pre prepare prepared private
process processed processing product profile protocol provider proxy publish published purchase
push put query queue queued quota rate read reading ready reason receipt receive received receiver
recipient record recorded records recover recovered redirect redirected refresh refreshed refund
refunded refused register registered registering registration reject rejected relay released
reload reminder remote remove removed removing renew renewed repeat reply report request requested
requester requesting requests reservation reserve reserved reset resolve resolved resource
response restart restarted restore restored result resume retries retry retrying return returned
reverse review revoke revoked role route row rows rule run running

save saved saving schedule scheduled script search searched secret security select selected send
sender sending sent server service session set shipment shipped shipping shutdown sign signed
signin signup since size skip skipped slow sms socket source spam start started starting state
status step still stop stopped store stored stream submit submitted subscribe subscribed
subscriber subscription success successful successfully successive support suspended sync synced
system table target task template terminated test than thank that the thread ticket time timed
timeout to token too total trace track tracking transaction transfer transferred trigger triggered
true false try trying two type unable unauthorized undefined unexpected unique unknown unlock
unlocked unreachable unsubscribe unsubscribed until up update updated updating upgrade upload
uploaded uploading upstream url use used user username users using valid validate validated
validation value verification verified verify version via view viewed visit visited visitor
waiting warn warning was webhook workstation welcome were when while with withdraw withdrawal
withdrawn without worker write writing written wrong your null none empty http https tcp udp ssh
sshd tls ssl smtp imap ftp dns dhcp sql json xml html csv pdf get head patch
"""
_KOREAN = """
가입 감사 갱신 거부 거절 건 검색 검증 결과 결제 결제가 계정 계정이 고객 고객님 고객의 공지 구매
권한 그룹 기록 다시 다운로드 담당자 답변 대기 대상 데이터 도착 동기화 등록 등록되었습니다 등록됨
로그 로그아웃 로그인 로그인했습니다 리스트 링크 만료 만료된 메시지 메일 메일을 목록 문의 문자
문자를 발급 발생 발송 발송됨 발송되었습니다 발송했습니다 발송을 발신 방문 배송 배송지 번호 번호로
변경 변경되었습니다 변경됨 보안 보냄 보냈습니다 본인 본인인증 비밀번호 사용자 사용자가 사유 삭제
삭제되었습니다 삭제됨 상담 상담원 상태 생성 생성되었습니다 생성됨 서버 서비스 성공 성공했습니다
세션 수신 수신자 수신자에게 수정 수정되었습니다 시간 시도 시스템 시작 신규 신청 실패 실패했습니다
알림 알림톡 업데이트 업로드 에러 에게 없음 연결 연결이 연결되었습니다 연락처 연락처는 연락처를
예약 오류 완료 완료되었습니다 완료됨 요청 요청했습니다 응답 이름 이메일 이메일로 이메일을 인증
인증번호 인증번호를 입금 입력 입력값 있음 자동 잘못된 잠금 재발송 재시도 저장 저장되었습니다
저장됨 전달 전송 전송됨 전송되었습니다 전송했습니다 전화 전화번호 전화번호가 전화번호로 접근 접속
접수 접수되었습니다 정상 정보 제목 조회 조회했습니다 존재하지 종료 주문 주문이 주문자 주민번호
주소 중복 중복된 차단 처리 처리되었습니다 처리됨 처리했습니다 첨부 초과 초대 취소 카드 콜백 쿠폰
탈퇴 통화 통신 파일 포인트 푸시 필드 허용 확인 확인되었습니다 환불 활성화 회원 회원가입 회원님
회원의 회원이 휴대전화 휴대폰

건수 경로 구분 국가 국적 금액 기간 기기 날짜 내역 내용 단계 단말 담당 메뉴 메모 매장 버전 버튼
부서 브라우저 비고 사이트 상품 상품명 상품코드 서버명 성공여부 세부내용 소속 소요시간 수량 시각
업체 업체명 여부 운영체제 위치 응답시간 응답코드 일시 일자 접속시간 제휴 제휴사 제휴업체 조회수
종류 지역 지점 직급 직책 처리시간 첨부파일 코드 클릭 페이지 합계 항목 화면 횟수 결과코드
"""
WORDS = frozenset(_ENGLISH.split()) | frozenset(_KOREAN.split())
