// Made from shared_schemas by schemas.mjs; change the contracts of the backend instead.
// <stdin>
var isServerFrame = (frame) => validate10(frame);
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.seq === void 0) {
      let err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data.at === void 0) {
      let err2 = {};
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    if (data.person_id === void 0) {
      let err3 = {};
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (data.thread_id === void 0) {
      let err4 = {};
      vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
    }
    if (data.line_id === void 0) {
      let err5 = {};
      vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
    }
    if (data.phone === void 0) {
      let err6 = {};
      vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
    }
    if (data.direction === void 0) {
      let err7 = {};
      vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
    }
    if (data.text === void 0) {
      let err8 = {};
      vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
    }
    if (data.state === void 0) {
      let err9 = {};
      vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
    }
    if (data.state_words === void 0) {
      let err10 = {};
      vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
    }
    if (data.segments === void 0) {
      let err11 = {};
      vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
    }
    if (data.author === void 0) {
      let err12 = {};
      vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
    }
    if (data.origin === void 0) {
      let err13 = {};
      vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
    }
    if (data.version === void 0) {
      let err14 = {};
      vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
    }
    if (data.at !== void 0 && typeof data.at != "string") {
      let err15 = {};
      vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
    }
    if (data.author !== void 0) {
      let data1 = data.author, _errs4 = errors, valid1 = !1, _errs5 = errors;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (data1.id === void 0) {
          let err16 = {};
          vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
        }
        if (data1.name === void 0) {
          let err17 = {};
          vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
        }
        if (data1.initials === void 0) {
          let err18 = {};
          vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
        }
        if (data1.id !== void 0 && typeof data1.id != "string") {
          let err19 = {};
          vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
        }
        if (data1.initials !== void 0 && typeof data1.initials != "string") {
          let err20 = {};
          vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
        }
        if (data1.name !== void 0 && typeof data1.name != "string") {
          let err21 = {};
          vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
        }
      } else {
        let err22 = {};
        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
      }
      var _valid0 = _errs5 === errors;
      if (valid1 = valid1 || _valid0, !valid1) {
        let _errs14 = errors;
        if (data1 !== null) {
          let err23 = {};
          vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
        }
        var _valid0 = _errs14 === errors;
        valid1 = valid1 || _valid0;
      }
      if (valid1)
        errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
      else {
        let err24 = {};
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
    }
    if (data.client_key !== void 0) {
      let data5 = data.client_key, _errs17 = errors, valid4 = !1, _errs18 = errors;
      if (typeof data5 != "string") {
        let err25 = {};
        vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
      }
      var _valid1 = _errs18 === errors;
      if (valid4 = valid4 || _valid1, !valid4) {
        let _errs20 = errors;
        if (data5 !== null) {
          let err26 = {};
          vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
        }
        var _valid1 = _errs20 === errors;
        valid4 = valid4 || _valid1;
      }
      if (valid4)
        errors = _errs17, vErrors !== null && (_errs17 ? vErrors.length = _errs17 : vErrors = null);
      else {
        let err27 = {};
        vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
      }
    }
    if (data.crm !== void 0) {
      let data6 = data.crm, _errs23 = errors, valid5 = !1, _errs24 = errors;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        if (data6.state === void 0) {
          let err28 = {};
          vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
        }
        if (data6.crm === void 0) {
          let err29 = {};
          vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
        }
        if (data6.words === void 0) {
          let err30 = {};
          vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
        }
        if (data6.crm !== void 0 && typeof data6.crm != "string") {
          let err31 = {};
          vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
        }
        if (data6.state !== void 0) {
          let data8 = data6.state;
          if (typeof data8 != "string") {
            let err32 = {};
            vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
          }
          if (!(data8 === "pending" || data8 === "written" || data8 === "failed" || data8 === "gone")) {
            let err33 = {};
            vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
          }
        }
        if (data6.url !== void 0) {
          let data9 = data6.url, _errs32 = errors, valid8 = !1, _errs33 = errors;
          if (typeof data9 != "string") {
            let err34 = {};
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
          var _valid3 = _errs33 === errors;
          if (valid8 = valid8 || _valid3, !valid8) {
            let _errs35 = errors;
            if (data9 !== null) {
              let err35 = {};
              vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
            }
            var _valid3 = _errs35 === errors;
            valid8 = valid8 || _valid3;
          }
          if (valid8)
            errors = _errs32, vErrors !== null && (_errs32 ? vErrors.length = _errs32 : vErrors = null);
          else {
            let err36 = {};
            vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
          }
        }
        if (data6.words !== void 0 && typeof data6.words != "string") {
          let err37 = {};
          vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
        }
      } else {
        let err38 = {};
        vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
      }
      var _valid2 = _errs24 === errors;
      if (valid5 = valid5 || _valid2, !valid5) {
        let _errs39 = errors;
        if (data6 !== null) {
          let err39 = {};
          vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
        }
        var _valid2 = _errs39 === errors;
        valid5 = valid5 || _valid2;
      }
      if (valid5)
        errors = _errs23, vErrors !== null && (_errs23 ? vErrors.length = _errs23 : vErrors = null);
      else {
        let err40 = {};
        vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
      }
    }
    if (data.direction !== void 0) {
      let data11 = data.direction;
      if (typeof data11 != "string") {
        let err41 = {};
        vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
      }
      if (!(data11 === "in" || data11 === "out")) {
        let err42 = {};
        vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
      }
    }
    if (data.failure !== void 0) {
      let data12 = data.failure, _errs44 = errors, valid9 = !1, _errs45 = errors;
      if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
        if (data12.code === void 0) {
          let err43 = {};
          vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
        }
        if (data12.title === void 0) {
          let err44 = {};
          vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
        }
        if (data12.words === void 0) {
          let err45 = {};
          vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
        }
        if (data12.next === void 0) {
          let err46 = {};
          vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
        }
        if (data12.code !== void 0 && typeof data12.code != "string") {
          let err47 = {};
          vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
        }
        if (data12.next !== void 0) {
          let data14 = data12.next;
          if (Array.isArray(data14)) {
            let len0 = data14.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data15 = data14[i0];
              if (typeof data15 != "string") {
                let err48 = {};
                vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
              }
              if (!(data15 === "edit_and_resend" || data15 === "other_number" || data15 === "call" || data15 === "tell_admin" || data15 === "wait" || data15 === "settle" || data15 === "nothing")) {
                let err49 = {};
                vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
              }
            }
          } else {
            let err50 = {};
            vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
          }
        }
        if (data12.title !== void 0 && typeof data12.title != "string") {
          let err51 = {};
          vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
        }
        if (data12.words !== void 0 && typeof data12.words != "string") {
          let err52 = {};
          vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
        }
      } else {
        let err53 = {};
        vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
      }
      var _valid4 = _errs45 === errors;
      if (valid9 = valid9 || _valid4, !valid9) {
        let _errs58 = errors;
        if (data12 !== null) {
          let err54 = {};
          vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
        }
        var _valid4 = _errs58 === errors;
        valid9 = valid9 || _valid4;
      }
      if (valid9)
        errors = _errs44, vErrors !== null && (_errs44 ? vErrors.length = _errs44 : vErrors = null);
      else {
        let err55 = {};
        vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
      }
    }
    if (data.id !== void 0 && typeof data.id != "string") {
      let err56 = {};
      vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
    }
    if (data.kind !== void 0) {
      let data19 = data.kind;
      if (typeof data19 != "string") {
        let err57 = {};
        vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
      }
      if (data19 !== "message") {
        let err58 = {};
        vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
      }
    }
    if (data.line_id !== void 0 && typeof data.line_id != "string") {
      let err59 = {};
      vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
    }
    if (data.mark !== void 0) {
      let data21 = data.mark, _errs67 = errors, valid14 = !1, _errs68 = errors;
      if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
        if (data21.code === void 0) {
          let err60 = {};
          vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
        }
        if (data21.words === void 0) {
          let err61 = {};
          vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
        }
        if (data21.code !== void 0) {
          let data22 = data21.code;
          if (typeof data22 != "string") {
            let err62 = {};
            vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
          }
          if (!(data22 === "parts_missing" || data22 === "truncated" || data22 === "media" || data22 === "erased" || data22 === "expired" || data22 === "cached_values")) {
            let err63 = {};
            vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
          }
        }
        if (data21.words !== void 0 && typeof data21.words != "string") {
          let err64 = {};
          vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
        }
      } else {
        let err65 = {};
        vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
      }
      var _valid5 = _errs68 === errors;
      if (valid14 = valid14 || _valid5, !valid14) {
        let _errs75 = errors;
        if (data21 !== null) {
          let err66 = {};
          vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
        }
        var _valid5 = _errs75 === errors;
        valid14 = valid14 || _valid5;
      }
      if (valid14)
        errors = _errs67, vErrors !== null && (_errs67 ? vErrors.length = _errs67 : vErrors = null);
      else {
        let err67 = {};
        vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
      }
    }
    if (data.media !== void 0) {
      let data24 = data.media;
      if (Array.isArray(data24)) {
        let len1 = data24.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data25 = data24[i1];
          if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
            if (data25.id === void 0) {
              let err68 = {};
              vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
            }
            if (data25.kind === void 0) {
              let err69 = {};
              vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
            }
            if (data25.content_type === void 0) {
              let err70 = {};
              vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
            }
            if (data25.bytes === void 0) {
              let err71 = {};
              vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
            }
            if (data25.name === void 0) {
              let err72 = {};
              vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
            }
            if (data25.state === void 0) {
              let err73 = {};
              vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
            }
            if (data25.bytes !== void 0) {
              let data26 = data25.bytes, _errs83 = errors, valid21 = !1, _errs84 = errors;
              if (!(typeof data26 == "number" && !(data26 % 1) && !isNaN(data26))) {
                let err74 = {};
                vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
              }
              var _valid6 = _errs84 === errors;
              if (valid21 = valid21 || _valid6, !valid21) {
                let _errs86 = errors;
                if (data26 !== null) {
                  let err75 = {};
                  vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
                }
                var _valid6 = _errs86 === errors;
                valid21 = valid21 || _valid6;
              }
              if (valid21)
                errors = _errs83, vErrors !== null && (_errs83 ? vErrors.length = _errs83 : vErrors = null);
              else {
                let err76 = {};
                vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
              }
            }
            if (data25.content_type !== void 0 && typeof data25.content_type != "string") {
              let err77 = {};
              vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
            }
            if (data25.height !== void 0) {
              let data28 = data25.height, _errs91 = errors, valid22 = !1, _errs92 = errors;
              if (!(typeof data28 == "number" && !(data28 % 1) && !isNaN(data28))) {
                let err78 = {};
                vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
              }
              var _valid7 = _errs92 === errors;
              if (valid22 = valid22 || _valid7, !valid22) {
                let _errs94 = errors;
                if (data28 !== null) {
                  let err79 = {};
                  vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
                }
                var _valid7 = _errs94 === errors;
                valid22 = valid22 || _valid7;
              }
              if (valid22)
                errors = _errs91, vErrors !== null && (_errs91 ? vErrors.length = _errs91 : vErrors = null);
              else {
                let err80 = {};
                vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
              }
            }
            if (data25.id !== void 0 && typeof data25.id != "string") {
              let err81 = {};
              vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
            }
            if (data25.kind !== void 0) {
              let data30 = data25.kind;
              if (typeof data30 != "string") {
                let err82 = {};
                vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
              }
              if (!(data30 === "image" || data30 === "video" || data30 === "audio" || data30 === "pdf" || data30 === "vcard" || data30 === "file")) {
                let err83 = {};
                vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
              }
            }
            if (data25.name !== void 0 && typeof data25.name != "string") {
              let err84 = {};
              vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
            }
            if (data25.state !== void 0) {
              let data32 = data25.state;
              if (typeof data32 != "string") {
                let err85 = {};
                vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
              }
              if (!(data32 === "pending" || data32 === "ready" || data32 === "failed" || data32 === "blocked")) {
                let err86 = {};
                vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
              }
            }
            if (data25.thumbnail !== void 0 && typeof data25.thumbnail != "boolean") {
              let err87 = {};
              vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
            }
            if (data25.width !== void 0) {
              let data34 = data25.width, _errs107 = errors, valid23 = !1, _errs108 = errors;
              if (!(typeof data34 == "number" && !(data34 % 1) && !isNaN(data34))) {
                let err88 = {};
                vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
              }
              var _valid8 = _errs108 === errors;
              if (valid23 = valid23 || _valid8, !valid23) {
                let _errs110 = errors;
                if (data34 !== null) {
                  let err89 = {};
                  vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
                }
                var _valid8 = _errs110 === errors;
                valid23 = valid23 || _valid8;
              }
              if (valid23)
                errors = _errs107, vErrors !== null && (_errs107 ? vErrors.length = _errs107 : vErrors = null);
              else {
                let err90 = {};
                vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
              }
            }
            if (data25.words !== void 0) {
              let data35 = data25.words, _errs113 = errors, valid24 = !1, _errs114 = errors;
              if (typeof data35 != "string") {
                let err91 = {};
                vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
              }
              var _valid9 = _errs114 === errors;
              if (valid24 = valid24 || _valid9, !valid24) {
                let _errs116 = errors;
                if (data35 !== null) {
                  let err92 = {};
                  vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
                }
                var _valid9 = _errs116 === errors;
                valid24 = valid24 || _valid9;
              }
              if (valid24)
                errors = _errs113, vErrors !== null && (_errs113 ? vErrors.length = _errs113 : vErrors = null);
              else {
                let err93 = {};
                vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
              }
            }
          } else {
            let err94 = {};
            vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
          }
        }
      } else {
        let err95 = {};
        vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
      }
    }
    if (data.origin !== void 0) {
      let data36 = data.origin, _errs119 = errors, valid25 = !1, _errs120 = errors;
      if (typeof data36 != "string") {
        let err96 = {};
        vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
      }
      if (!(data36 === "human" || data36 === "automation" || data36 === "ai_assisted")) {
        let err97 = {};
        vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
      }
      var _valid10 = _errs120 === errors;
      if (valid25 = valid25 || _valid10, !valid25) {
        let _errs122 = errors;
        if (data36 !== null) {
          let err98 = {};
          vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
        }
        var _valid10 = _errs122 === errors;
        valid25 = valid25 || _valid10;
      }
      if (valid25)
        errors = _errs119, vErrors !== null && (_errs119 ? vErrors.length = _errs119 : vErrors = null);
      else {
        let err99 = {};
        vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
      }
    }
    if (data.person_id !== void 0 && typeof data.person_id != "string") {
      let err100 = {};
      vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
    }
    if (data.phone !== void 0 && typeof data.phone != "string") {
      let err101 = {};
      vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
    }
    if (data.segments !== void 0) {
      let data39 = data.segments;
      if (!(typeof data39 == "number" && !(data39 % 1) && !isNaN(data39))) {
        let err102 = {};
        vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
      }
    }
    if (data.send_at !== void 0) {
      let data40 = data.send_at, _errs131 = errors, valid26 = !1, _errs132 = errors;
      if (typeof data40 != "string") {
        let err103 = {};
        vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
      }
      var _valid11 = _errs132 === errors;
      if (valid26 = valid26 || _valid11, !valid26) {
        let _errs134 = errors;
        if (data40 !== null) {
          let err104 = {};
          vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
        }
        var _valid11 = _errs134 === errors;
        valid26 = valid26 || _valid11;
      }
      if (valid26)
        errors = _errs131, vErrors !== null && (_errs131 ? vErrors.length = _errs131 : vErrors = null);
      else {
        let err105 = {};
        vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
      }
    }
    if (data.seq !== void 0) {
      let data41 = data.seq;
      if (!(typeof data41 == "number" && !(data41 % 1) && !isNaN(data41))) {
        let err106 = {};
        vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
      }
      if (typeof data41 == "number") {
        if (data41 > 9007199254740992 || isNaN(data41)) {
          let err107 = {};
          vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
        }
        if (data41 < 0 || isNaN(data41)) {
          let err108 = {};
          vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
        }
      }
    }
    if (data.state !== void 0) {
      let data42 = data.state;
      if (typeof data42 != "string") {
        let err109 = {};
        vErrors === null ? vErrors = [err109] : vErrors.push(err109), errors++;
      }
      if (!(data42 === "received" || data42 === "held" || data42 === "queued" || data42 === "submitting" || data42 === "uncertain" || data42 === "submitted" || data42 === "delivered" || data42 === "undelivered" || data42 === "rejected" || data42 === "failed" || data42 === "canceled" || data42 === "lapsed")) {
        let err110 = {};
        vErrors === null ? vErrors = [err110] : vErrors.push(err110), errors++;
      }
    }
    if (data.state_words !== void 0 && typeof data.state_words != "string") {
      let err111 = {};
      vErrors === null ? vErrors = [err111] : vErrors.push(err111), errors++;
    }
    if (data.template_id !== void 0) {
      let data44 = data.template_id, _errs143 = errors, valid27 = !1, _errs144 = errors;
      if (typeof data44 != "string") {
        let err112 = {};
        vErrors === null ? vErrors = [err112] : vErrors.push(err112), errors++;
      }
      var _valid12 = _errs144 === errors;
      if (valid27 = valid27 || _valid12, !valid27) {
        let _errs146 = errors;
        if (data44 !== null) {
          let err113 = {};
          vErrors === null ? vErrors = [err113] : vErrors.push(err113), errors++;
        }
        var _valid12 = _errs146 === errors;
        valid27 = valid27 || _valid12;
      }
      if (valid27)
        errors = _errs143, vErrors !== null && (_errs143 ? vErrors.length = _errs143 : vErrors = null);
      else {
        let err114 = {};
        vErrors === null ? vErrors = [err114] : vErrors.push(err114), errors++;
      }
    }
    if (data.text !== void 0 && typeof data.text != "string") {
      let err115 = {};
      vErrors === null ? vErrors = [err115] : vErrors.push(err115), errors++;
    }
    if (data.thread_id !== void 0 && typeof data.thread_id != "string") {
      let err116 = {};
      vErrors === null ? vErrors = [err116] : vErrors.push(err116), errors++;
    }
    if (data.undo_until !== void 0) {
      let data47 = data.undo_until, _errs153 = errors, valid28 = !1, _errs154 = errors;
      if (typeof data47 != "string") {
        let err117 = {};
        vErrors === null ? vErrors = [err117] : vErrors.push(err117), errors++;
      }
      var _valid13 = _errs154 === errors;
      if (valid28 = valid28 || _valid13, !valid28) {
        let _errs156 = errors;
        if (data47 !== null) {
          let err118 = {};
          vErrors === null ? vErrors = [err118] : vErrors.push(err118), errors++;
        }
        var _valid13 = _errs156 === errors;
        valid28 = valid28 || _valid13;
      }
      if (valid28)
        errors = _errs153, vErrors !== null && (_errs153 ? vErrors.length = _errs153 : vErrors = null);
      else {
        let err119 = {};
        vErrors === null ? vErrors = [err119] : vErrors.push(err119), errors++;
      }
    }
    if (data.version !== void 0) {
      let data48 = data.version;
      if (!(typeof data48 == "number" && !(data48 % 1) && !isNaN(data48))) {
        let err120 = {};
        vErrors === null ? vErrors = [err120] : vErrors.push(err120), errors++;
      }
    }
  } else {
    let err121 = {};
    vErrors === null ? vErrors = [err121] : vErrors.push(err121), errors++;
  }
  return validate13.errors = vErrors, errors === 0;
}
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.item === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.item !== void 0 && (validate13(data.item, { instancePath: instancePath + "/item", parentData: data, parentDataProperty: "item", rootData }) || (vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors), errors = vErrors.length)), data.type !== void 0) {
      let data1 = data.type;
      if (typeof data1 != "string") {
        let err1 = {};
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
      if (data1 !== "message") {
        let err2 = {};
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
  } else {
    let err3 = {};
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate12.errors = vErrors, errors === 0;
}
function validate17(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.seq === void 0) {
      let err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data.at === void 0) {
      let err2 = {};
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    if (data.person_id === void 0) {
      let err3 = {};
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (data.text === void 0) {
      let err4 = {};
      vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
    }
    if (data.author === void 0) {
      let err5 = {};
      vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
    }
    if (data.version === void 0) {
      let err6 = {};
      vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
    }
    if (data.at !== void 0 && typeof data.at != "string") {
      let err7 = {};
      vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
    }
    if (data.author !== void 0) {
      let data1 = data.author, _errs4 = errors, valid1 = !1, _errs5 = errors;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (data1.id === void 0) {
          let err8 = {};
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
        if (data1.name === void 0) {
          let err9 = {};
          vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
        }
        if (data1.initials === void 0) {
          let err10 = {};
          vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
        }
        if (data1.id !== void 0 && typeof data1.id != "string") {
          let err11 = {};
          vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
        }
        if (data1.initials !== void 0 && typeof data1.initials != "string") {
          let err12 = {};
          vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
        }
        if (data1.name !== void 0 && typeof data1.name != "string") {
          let err13 = {};
          vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
        }
      } else {
        let err14 = {};
        vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
      }
      var _valid0 = _errs5 === errors;
      if (valid1 = valid1 || _valid0, !valid1) {
        let _errs14 = errors;
        if (data1 !== null) {
          let err15 = {};
          vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
        }
        var _valid0 = _errs14 === errors;
        valid1 = valid1 || _valid0;
      }
      if (valid1)
        errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
      else {
        let err16 = {};
        vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
      }
    }
    if (data.client_key !== void 0) {
      let data5 = data.client_key, _errs17 = errors, valid4 = !1, _errs18 = errors;
      if (typeof data5 != "string") {
        let err17 = {};
        vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
      }
      var _valid1 = _errs18 === errors;
      if (valid4 = valid4 || _valid1, !valid4) {
        let _errs20 = errors;
        if (data5 !== null) {
          let err18 = {};
          vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
        }
        var _valid1 = _errs20 === errors;
        valid4 = valid4 || _valid1;
      }
      if (valid4)
        errors = _errs17, vErrors !== null && (_errs17 ? vErrors.length = _errs17 : vErrors = null);
      else {
        let err19 = {};
        vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
      }
    }
    if (data.id !== void 0 && typeof data.id != "string") {
      let err20 = {};
      vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
    }
    if (data.kind !== void 0) {
      let data7 = data.kind;
      if (typeof data7 != "string") {
        let err21 = {};
        vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
      }
      if (data7 !== "note") {
        let err22 = {};
        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
      }
    }
    if (data.person_id !== void 0 && typeof data.person_id != "string") {
      let err23 = {};
      vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
    }
    if (data.seq !== void 0) {
      let data9 = data.seq;
      if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9))) {
        let err24 = {};
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
      if (typeof data9 == "number") {
        if (data9 > 9007199254740992 || isNaN(data9)) {
          let err25 = {};
          vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
        }
        if (data9 < 0 || isNaN(data9)) {
          let err26 = {};
          vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
        }
      }
    }
    if (data.text !== void 0 && typeof data.text != "string") {
      let err27 = {};
      vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
    }
    if (data.version !== void 0) {
      let data11 = data.version;
      if (!(typeof data11 == "number" && !(data11 % 1) && !isNaN(data11))) {
        let err28 = {};
        vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
      }
    }
  } else {
    let err29 = {};
    vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
  }
  return validate17.errors = vErrors, errors === 0;
}
function validate16(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.item === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.item !== void 0 && (validate17(data.item, { instancePath: instancePath + "/item", parentData: data, parentDataProperty: "item", rootData }) || (vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors), errors = vErrors.length)), data.type !== void 0) {
      let data1 = data.type;
      if (typeof data1 != "string") {
        let err1 = {};
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
      if (data1 !== "note") {
        let err2 = {};
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
  } else {
    let err3 = {};
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate16.errors = vErrors, errors === 0;
}
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.item === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.item !== void 0) {
      let data0 = data.item;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (data0.id === void 0) {
          let err1 = {};
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
        if (data0.seq === void 0) {
          let err2 = {};
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
        if (data0.at === void 0) {
          let err3 = {};
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
        if (data0.person_id === void 0) {
          let err4 = {};
          vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
        }
        if (data0.thread_id === void 0) {
          let err5 = {};
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
        if (data0.type === void 0) {
          let err6 = {};
          vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
        }
        if (data0.words === void 0) {
          let err7 = {};
          vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
        }
        if (data0.version === void 0) {
          let err8 = {};
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
        if (data0.at !== void 0 && typeof data0.at != "string") {
          let err9 = {};
          vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
        }
        if (data0.id !== void 0 && typeof data0.id != "string") {
          let err10 = {};
          vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
        }
        if (data0.kind !== void 0) {
          let data3 = data0.kind;
          if (typeof data3 != "string") {
            let err11 = {};
            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
          }
          if (data3 !== "event") {
            let err12 = {};
            vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
          }
        }
        if (data0.person_id !== void 0 && typeof data0.person_id != "string") {
          let err13 = {};
          vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
        }
        if (data0.seq !== void 0) {
          let data5 = data0.seq;
          if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5))) {
            let err14 = {};
            vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
          }
          if (typeof data5 == "number") {
            if (data5 > 9007199254740992 || isNaN(data5)) {
              let err15 = {};
              vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
            }
            if (data5 < 0 || isNaN(data5)) {
              let err16 = {};
              vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
            }
          }
        }
        if (data0.thread_id !== void 0) {
          let data6 = data0.thread_id, _errs15 = errors, valid3 = !1, _errs16 = errors;
          if (typeof data6 != "string") {
            let err17 = {};
            vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
          }
          var _valid0 = _errs16 === errors;
          if (valid3 = valid3 || _valid0, !valid3) {
            let _errs18 = errors;
            if (data6 !== null) {
              let err18 = {};
              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
            }
            var _valid0 = _errs18 === errors;
            valid3 = valid3 || _valid0;
          }
          if (valid3)
            errors = _errs15, vErrors !== null && (_errs15 ? vErrors.length = _errs15 : vErrors = null);
          else {
            let err19 = {};
            vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
          }
        }
        if (data0.type !== void 0 && typeof data0.type != "string") {
          let err20 = {};
          vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
        }
        if (data0.version !== void 0) {
          let data8 = data0.version;
          if (!(typeof data8 == "number" && !(data8 % 1) && !isNaN(data8))) {
            let err21 = {};
            vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
          }
        }
        if (data0.words !== void 0 && typeof data0.words != "string") {
          let err22 = {};
          vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
        }
      } else {
        let err23 = {};
        vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
      }
    }
    if (data.type !== void 0) {
      let data10 = data.type;
      if (typeof data10 != "string") {
        let err24 = {};
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
      if (data10 !== "timeline") {
        let err25 = {};
        vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
      }
    }
  } else {
    let err26 = {};
    vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
  }
  return validate20.errors = vErrors, errors === 0;
}
var pattern0 = new RegExp("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "u");
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.person === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.person !== void 0) {
      let data0 = data.person;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (data0.id === void 0) {
          let err1 = {};
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
        if (data0.name === void 0) {
          let err2 = {};
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
        if (data0.id !== void 0) {
          let data1 = data0.id;
          if (typeof data1 == "string") {
            if (!pattern0.test(data1)) {
              let err3 = { instancePath: instancePath + "/person/id", schemaPath: "#/$defs/PersonRef/properties/id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } };
              vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
            }
          } else {
            let err4 = {};
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        }
        if (data0.name !== void 0 && typeof data0.name != "string") {
          let err5 = {};
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
      } else {
        let err6 = {};
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.type !== void 0) {
      let data3 = data.type;
      if (typeof data3 != "string") {
        let err7 = {};
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
      if (data3 !== "person") {
        let err8 = {};
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
  } else {
    let err9 = {};
    vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
  }
  return validate22.errors = vErrors, errors === 0;
}
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.record === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.record !== void 0) {
      let data0 = data.record;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (data0.crm === void 0) {
          let err1 = {};
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
        if (data0.account === void 0) {
          let err2 = {};
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
        if (data0.type === void 0) {
          let err3 = {};
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
        if (data0.id === void 0) {
          let err4 = {};
          vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
        }
        if (data0.account !== void 0 && typeof data0.account != "string") {
          let err5 = {};
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
        if (data0.crm !== void 0 && typeof data0.crm != "string") {
          let err6 = {};
          vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
        }
        if (data0.id !== void 0 && typeof data0.id != "string") {
          let err7 = {};
          vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
        }
        if (data0.type !== void 0) {
          let data4 = data0.type;
          if (typeof data4 != "string") {
            let err8 = {};
            vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
          }
          if (!(data4 === "contact" || data4 === "lead" || data4 === "deal" || data4 === "company" || data4 === "ticket")) {
            let err9 = {};
            vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
          }
        }
      } else {
        let err10 = {};
        vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
      }
    }
    if (data.type !== void 0) {
      let data5 = data.type;
      if (typeof data5 != "string") {
        let err11 = {};
        vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
      }
      if (data5 !== "record") {
        let err12 = {};
        vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
      }
    }
  } else {
    let err13 = {};
    vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
  }
  return validate24.errors = vErrors, errors === 0;
}
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.seq === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.at === void 0) {
      let err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data.data === void 0) {
      let err2 = {};
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    if (data.at !== void 0 && typeof data.at != "string") {
      let err3 = {};
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (data.data !== void 0) {
      let data1 = data.data, _errs4 = errors, valid1 = !1, passing0 = null, _errs5 = errors;
      validate12(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors), errors = vErrors.length);
      var _valid0 = _errs5 === errors;
      _valid0 && (valid1 = !0, passing0 = 0);
      let _errs6 = errors;
      validate16(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors), errors = vErrors.length);
      var _valid0 = _errs6 === errors;
      if (_valid0 && valid1)
        valid1 = !1, passing0 = [passing0, 1];
      else {
        _valid0 && (valid1 = !0, passing0 = 1);
        let _errs7 = errors;
        validate20(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors), errors = vErrors.length);
        var _valid0 = _errs7 === errors;
        if (_valid0 && valid1)
          valid1 = !1, passing0 = [passing0, 2];
        else {
          _valid0 && (valid1 = !0, passing0 = 2);
          let _errs8 = errors;
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.phone === void 0) {
              let err4 = {};
              vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
            }
            if (data1.opted_out === void 0) {
              let err5 = {};
              vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
            }
            if (data1.opted_out !== void 0 && typeof data1.opted_out != "boolean") {
              let err6 = {};
              vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
            }
            if (data1.phone !== void 0 && typeof data1.phone != "string") {
              let err7 = {};
              vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
            }
            if (data1.type !== void 0) {
              let data4 = data1.type;
              if (typeof data4 != "string") {
                let err8 = {};
                vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
              }
              if (data4 !== "consent") {
                let err9 = {};
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
              }
            }
          } else {
            let err10 = {};
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
          var _valid0 = _errs8 === errors;
          if (_valid0 && valid1)
            valid1 = !1, passing0 = [passing0, 3];
          else {
            _valid0 && (valid1 = !0, passing0 = 3);
            let _errs17 = errors;
            validate22(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors), errors = vErrors.length);
            var _valid0 = _errs17 === errors;
            if (_valid0 && valid1)
              valid1 = !1, passing0 = [passing0, 4];
            else {
              _valid0 && (valid1 = !0, passing0 = 4);
              let _errs18 = errors;
              validate24(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors), errors = vErrors.length);
              var _valid0 = _errs18 === errors;
              if (_valid0 && valid1)
                valid1 = !1, passing0 = [passing0, 5];
              else {
                _valid0 && (valid1 = !0, passing0 = 5);
                let _errs19 = errors;
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  if (data1.member_id === void 0) {
                    let err11 = {};
                    vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                  }
                  if (data1.person_id === void 0) {
                    let err12 = {};
                    vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                  }
                  if (data1.seq_read === void 0) {
                    let err13 = {};
                    vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                  }
                  if (data1.member_id !== void 0) {
                    let data5 = data1.member_id;
                    if (typeof data5 == "string") {
                      if (!pattern0.test(data5)) {
                        let err14 = { instancePath: instancePath + "/data/member_id", schemaPath: "#/$defs/ReadMarked/properties/member_id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } };
                        vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                      }
                    } else {
                      let err15 = {};
                      vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                    }
                  }
                  if (data1.person_id !== void 0) {
                    let data6 = data1.person_id;
                    if (typeof data6 == "string") {
                      if (!pattern0.test(data6)) {
                        let err16 = { instancePath: instancePath + "/data/person_id", schemaPath: "#/$defs/ReadMarked/properties/person_id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } };
                        vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                      }
                    } else {
                      let err17 = {};
                      vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                    }
                  }
                  if (data1.seq_read !== void 0) {
                    let data7 = data1.seq_read;
                    if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7))) {
                      let err18 = {};
                      vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                    }
                    if (typeof data7 == "number") {
                      if (data7 > 9007199254740992 || isNaN(data7)) {
                        let err19 = {};
                        vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                      }
                      if (data7 < 0 || isNaN(data7)) {
                        let err20 = {};
                        vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                      }
                    }
                  }
                  if (data1.type !== void 0) {
                    let data8 = data1.type;
                    if (typeof data8 != "string") {
                      let err21 = {};
                      vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                    }
                    if (data8 !== "read") {
                      let err22 = {};
                      vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                    }
                  }
                } else {
                  let err23 = {};
                  vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                }
                var _valid0 = _errs19 === errors;
                if (_valid0 && valid1)
                  valid1 = !1, passing0 = [passing0, 6];
                else {
                  _valid0 && (valid1 = !0, passing0 = 6);
                  let _errs30 = errors;
                  if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                    if (data1.what === void 0) {
                      let err24 = {};
                      vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                    }
                    if (data1.type !== void 0) {
                      let data9 = data1.type;
                      if (typeof data9 != "string") {
                        let err25 = {};
                        vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                      }
                      if (data9 !== "workspace") {
                        let err26 = {};
                        vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
                      }
                    }
                    if (data1.what !== void 0) {
                      let data10 = data1.what;
                      if (typeof data10 != "string") {
                        let err27 = {};
                        vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
                      }
                      if (!(data10 === "lines" || data10 === "templates" || data10 === "library" || data10 === "settings" || data10 === "members")) {
                        let err28 = {};
                        vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                      }
                    }
                  } else {
                    let err29 = {};
                    vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
                  }
                  var _valid0 = _errs30 === errors;
                  _valid0 && valid1 ? (valid1 = !1, passing0 = [passing0, 7]) : _valid0 && (valid1 = !0, passing0 = 7);
                }
              }
            }
          }
        }
      }
      if (valid1)
        errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
      else {
        let err30 = {};
        vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
      }
    }
    if (data.seq !== void 0) {
      let data11 = data.seq;
      if (!(typeof data11 == "number" && !(data11 % 1) && !isNaN(data11))) {
        let err31 = {};
        vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
      }
      if (typeof data11 == "number") {
        if (data11 > 9007199254740992 || isNaN(data11)) {
          let err32 = {};
          vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
        }
        if (data11 < 0 || isNaN(data11)) {
          let err33 = {};
          vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
        }
      }
    }
    if (data.type !== void 0) {
      let data12 = data.type;
      if (typeof data12 != "string") {
        let err34 = {};
        vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
      }
      if (data12 !== "event") {
        let err35 = {};
        vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
      }
    }
  } else {
    let err36 = {};
    vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
  }
  return validate11.errors = vErrors, errors === 0;
}
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0, _errs0 = errors, valid0 = !1, passing0 = null, _errs1 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.head === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.head !== void 0) {
      let data0 = data.head;
      if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0))) {
        let err1 = {};
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
      if (typeof data0 == "number") {
        if (data0 > 9007199254740992 || isNaN(data0)) {
          let err2 = {};
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
        if (data0 < 0 || isNaN(data0)) {
          let err3 = {};
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
      }
    }
    if (data.type !== void 0) {
      let data1 = data.type;
      if (typeof data1 != "string") {
        let err4 = {};
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
      if (data1 !== "ready") {
        let err5 = {};
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
    }
  } else {
    let err6 = {};
    vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
  }
  var _valid0 = _errs1 === errors;
  _valid0 && (valid0 = !0, passing0 = 0);
  let _errs8 = errors;
  validate11(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors), errors = vErrors.length);
  var _valid0 = _errs8 === errors;
  if (_valid0 && valid0)
    valid0 = !1, passing0 = [passing0, 1];
  else {
    _valid0 && (valid0 = !0, passing0 = 1);
    let _errs9 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.head === void 0) {
        let err7 = {};
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
      if (data.head !== void 0) {
        let data2 = data.head;
        if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2))) {
          let err8 = {};
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
        if (typeof data2 == "number") {
          if (data2 > 9007199254740992 || isNaN(data2)) {
            let err9 = {};
            vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
          }
          if (data2 < 0 || isNaN(data2)) {
            let err10 = {};
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        }
      }
      if (data.type !== void 0) {
        let data3 = data.type;
        if (typeof data3 != "string") {
          let err11 = {};
          vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
        }
        if (data3 !== "reset") {
          let err12 = {};
          vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
        }
      }
    } else {
      let err13 = {};
      vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
    }
    var _valid0 = _errs9 === errors;
    if (_valid0 && valid0)
      valid0 = !1, passing0 = [passing0, 2];
    else {
      _valid0 && (valid0 = !0, passing0 = 2);
      let _errs16 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.head === void 0) {
          let err14 = {};
          vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
        }
        if (data.head !== void 0) {
          let data4 = data.head;
          if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4))) {
            let err15 = {};
            vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
          }
          if (typeof data4 == "number") {
            if (data4 > 9007199254740992 || isNaN(data4)) {
              let err16 = {};
              vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
            }
            if (data4 < 0 || isNaN(data4)) {
              let err17 = {};
              vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
            }
          }
        }
        if (data.type !== void 0) {
          let data5 = data.type;
          if (typeof data5 != "string") {
            let err18 = {};
            vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
          }
          if (data5 !== "ping") {
            let err19 = {};
            vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
          }
        }
      } else {
        let err20 = {};
        vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
      }
      var _valid0 = _errs16 === errors;
      _valid0 && valid0 ? (valid0 = !1, passing0 = [passing0, 3]) : _valid0 && (valid0 = !0, passing0 = 3);
    }
  }
  if (valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err21 = {};
    vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
  }
  return validate10.errors = vErrors, errors === 0;
}
export {
  isServerFrame
};
